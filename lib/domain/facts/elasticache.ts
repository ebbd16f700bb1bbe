export interface ElastiCacheFacts {
  'AWS::ElastiCache::ReplicationGroup': ReplicationGroup;
}

/** A cache of Valkey or Redis OSS. https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_ReplicationGroup.html */
export interface ReplicationGroup {
  readonly encryptedAtRest: boolean;
  /** `required`; `preferred`: connections without TLS are taken too; null: TLS is off. */
  readonly tls: string | null;
  /** Days that automatic snapshots are kept; 0 means that there are none. */
  readonly snapshotRetentionDays: number;
  /** The global datastore of which this is a copy in another Region; null when it is none. */
  readonly copyOf: string | null;
  /** A replica takes over by itself. */
  readonly automaticFailover: boolean;
  readonly multiAz: boolean;
}
