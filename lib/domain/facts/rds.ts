import type { AwsBackup } from './backup.ts';

export interface RdsFacts {
  'AWS::RDS::DBCluster': DbCluster;
  'AWS::RDS::DBInstance': DbInstance;
}

/** A cluster of Aurora, or a Multi-AZ cluster. https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DBCluster.html */
export interface DbCluster {
  /** Users may sign in with tokens of IAM. Null: the engine does not know them. */
  readonly iamAuthentication: boolean | null;
  readonly storageEncrypted: boolean;
  /** Days that automated backups are kept; a cluster always has them. */
  readonly backupRetentionDays: number;
  readonly ageDays: number;
  readonly tags: Readonly<Record<string, string>>;
  readonly awsBackup: AwsBackup;
}

/** https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DBInstance.html */
export interface DbInstance {
  /** Users may sign in with tokens of IAM. Null: the engine does not know them. */
  readonly iamAuthentication: boolean | null;
  readonly storageEncrypted: boolean;
  readonly publiclyAccessible: boolean;
  readonly deletionProtection: boolean;
  readonly multiAz: boolean;
  /** Days that automated backups are kept; 0 means that there are none. */
  readonly backupRetentionDays: number;
  /** The Aurora or Multi-AZ cluster that it belongs to, which then keeps backups and protection; null outside of one. */
  readonly cluster: string | null;
  /** The instance or Multi-AZ cluster that it is a read replica of; null when it is none. */
  readonly replicaOf: string | null;
  readonly ageDays: number;
  readonly tags: Readonly<Record<string, string>>;
  readonly awsBackup: AwsBackup;
}
