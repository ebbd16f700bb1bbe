export interface CloudFrontFacts {
  'AWS::CloudFront::Distribution': Distribution;
}

/** https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_DistributionSummary.html */
export interface Distribution {
  /** It answers viewers; one that does not is kept for later, or about to be deleted. */
  readonly enabled: boolean;
  /** The default one first; it stands for whatever no other path matches. */
  readonly behaviors: readonly CacheBehavior[];
  /** Servers of the company or of others, by id; buckets, and origins inside a VPC, are not among them. */
  readonly customOrigins: readonly CustomOrigin[];
  /** Ids of pairs of origins of which the second answers when the first fails; sorted. */
  readonly originGroups: readonly string[];
  readonly viewerTls: ViewerTls;
  readonly webAcl: string | null;
  /** Where requests are logged: the bucket, or the destination to which CloudWatch delivers; null where they are not. */
  readonly accessLog: string | null;
}

export interface CacheBehavior {
  readonly path: string;
  /** The id of an origin or of an origin group. */
  readonly origin: string;
  /** `allow-all` (HTTP as well), `https-only` or `redirect-to-https`. */
  readonly viewerProtocol: string;
}

/** https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CustomOriginConfig.html */
export interface CustomOrigin {
  readonly id: string;
  readonly domain: string;
  /** `http-only`, `https-only` or `match-viewer`. */
  readonly protocol: string;
  /** The versions that CloudFront may use to it, e.g. `TLSv1.2`. */
  readonly tlsVersions: readonly string[];
}

/** https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_ViewerCertificate.html */
export interface ViewerTls {
  /** The certificate is that of cloudfront.net, for which AWS chooses the policy. */
  readonly defaultCertificate: boolean;
  /** The security policy, e.g. `TLSv1.2_2021`: it is named by the oldest version that it accepts. */
  readonly policy: string;
}
