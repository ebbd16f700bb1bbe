export interface ElbV2Facts {
  'AWS::ElasticLoadBalancingV2::LoadBalancer': LoadBalancer;
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_LoadBalancer.html */
export interface LoadBalancer {
  readonly kind: 'application' | 'network' | 'gateway';
  readonly internetFacing: boolean;
  readonly zones: readonly string[];
  /** Its listeners for plain HTTP, by port. Rules of a listener, which take some requests before it, are not read. */
  readonly httpListeners: readonly HttpListener[];
  /** Its listeners for HTTPS or TLS, by port. */
  readonly tlsListeners: readonly TlsListener[];
  /** Headers that break the rules of HTTP are removed. Null: it is not of the kind that reads HTTP. */
  readonly dropsInvalidHeaders: boolean | null;
  /** The bucket into which requests are logged. */
  readonly accessLog: string | null;
  readonly deletionProtection: boolean;
  readonly crossZone: boolean;
  /** Of AWS WAF; only the application kind can have one. */
  readonly webAcl: string | null;
}

export interface HttpListener {
  readonly port: number;
  readonly redirectsToHttps: boolean;
}

/** A listener with its security policy, and the versions of TLS that this accepts. */
export interface TlsListener {
  readonly port: number;
  readonly policy: string;
  readonly versions: readonly string[];
}
