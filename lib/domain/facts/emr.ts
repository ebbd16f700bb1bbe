export interface EmrFacts {
  'AWS::EMR::Cluster': EmrCluster;
}

/** https://docs.aws.amazon.com/emr/latest/APIReference/API_Cluster.html */
export interface EmrCluster {
  /** Null: the cluster does not use Kerberos, so that it believes whatever name a client gives. */
  readonly kerberosRealm: string | null;
  /** The primary nodes that have one. */
  readonly publicAddresses: readonly string[];
}
