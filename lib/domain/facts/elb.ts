import type { TlsListener } from './elbv2.ts';

export interface ElbFacts {
  'AWS::ElasticLoadBalancing::LoadBalancer': ClassicLoadBalancer;
}

/** https://docs.aws.amazon.com/elasticloadbalancing/2012-06-01/APIReference/API_LoadBalancerDescription.html */
export interface ClassicLoadBalancer {
  readonly zones: readonly string[];
  /** By port. */
  readonly listeners: readonly ClassicListener[];
  /** Its listeners for HTTPS or SSL, by port. */
  readonly tlsListeners: readonly TlsListener[];
  /** The bucket into which requests are logged. */
  readonly accessLog: string | null;
  readonly crossZone: boolean;
}

export interface ClassicListener {
  readonly port: number;
  /** `HTTP`, `HTTPS`, `TCP` or `SSL`. */
  readonly protocol: string;
  /** The ARN of its certificate, in AWS Certificate Manager or in IAM. */
  readonly certificate: string | null;
}
