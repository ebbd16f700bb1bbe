export interface EksFacts {
  'AWS::EKS::Cluster': EksCluster;
}

/** https://docs.aws.amazon.com/eks/latest/APIReference/API_Cluster.html */
export interface EksCluster {
  /** Of Kubernetes, e.g. `1.33`. */
  readonly version: string;
  /** By the table of versions that AWS keeps. https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html */
  readonly support: 'STANDARD_SUPPORT' | 'EXTENDED_SUPPORT' | 'UNSUPPORTED';
  /** ARN of the key of the company that encrypts secrets. Null: there is none. */
  readonly secretsKey: string | null;
  /** The kinds of logs of the control plane that are on. */
  readonly logTypes: readonly string[];
  /** Blocks of addresses from which the public endpoint is reached. Null: it has none. */
  readonly publicCidrs: readonly string[] | null;
}
