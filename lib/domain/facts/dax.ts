export interface DaxFacts {
  'AWS::DAX::Cluster': DaxCluster;
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_dax_Cluster.html */
export interface DaxCluster {
  readonly encryptedAtRest: boolean;
  /** Clients reach the cluster by TLS, and not otherwise. */
  readonly tls: boolean;
}
