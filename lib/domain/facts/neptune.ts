export interface NeptuneFacts {
  'AWS::Neptune::DBCluster': NeptuneCluster;
}

/** https://docs.aws.amazon.com/neptune/latest/apiref/API_DBCluster.html */
export interface NeptuneCluster {
  readonly storageEncrypted: boolean;
  /** Days that automated backups are kept; a cluster always has them. */
  readonly backupRetentionDays: number;
  readonly copiesTagsToSnapshots: boolean;
}
