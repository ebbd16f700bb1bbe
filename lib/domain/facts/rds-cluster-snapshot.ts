export interface RdsClusterSnapshotFacts {
  'AWS::RDS::DBClusterSnapshot': DbClusterSnapshot;
}

/** A snapshot that somebody took of a cluster. https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DBClusterSnapshot.html */
export interface DbClusterSnapshot {
  /** For example `aurora-mysql`, `docdb` or `neptune`. */
  readonly engine: string;
  readonly storageEncrypted: boolean;
}
