export interface DocDbFacts {
  'AWS::DocDB::DBCluster': DocDbCluster;
}

/** https://docs.aws.amazon.com/documentdb/latest/developerguide/API_DBCluster.html */
export interface DocDbCluster {
  readonly storageEncrypted: boolean;
  /** Days that automated backups are kept; a cluster always has them. */
  readonly backupRetentionDays: number;
}
