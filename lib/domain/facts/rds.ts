import type { AwsBackup } from './backup.ts';

export interface RdsFacts {
  'AWS::RDS::DBCluster': DbCluster;
  'AWS::RDS::DBInstance': DbInstance;
  'AWS::RDS::DBSnapshot': DbSnapshot;
  'AWS::RDS::DBClusterSnapshot': DbSnapshot;
}

/** The parameter by which a database requires TLS, in the group that it uses. */
export interface DbTls {
  readonly group: string;
  readonly parameter: string;
  /** Null: nobody set it, or the version of the engine does not know it. */
  readonly value: string | null;
  readonly inEffect: boolean;
}

/** A cluster of Aurora, or a Multi-AZ cluster. https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DBCluster.html */
export interface DbCluster {
  readonly engine: string;
  /** Null where no parameter requires TLS. */
  readonly tls: DbTls | null;
  /** The logs that CloudWatch receives. */
  readonly exportedLogs: readonly string[];
  readonly copiesTagsToSnapshots: boolean;
  readonly deletionProtection: boolean;
  /** It has instances in more than one Availability Zone. */
  readonly multiAz: boolean;
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
  readonly engine: string;
  /** Null where no parameter requires TLS, and in a cluster, which then decides. */
  readonly tls: DbTls | null;
  /** The logs that CloudWatch receives. */
  readonly exportedLogs: readonly string[];
  readonly copiesTagsToSnapshots: boolean;
  /** Days until its server certificate expires, negative afterwards; null: AWS names none. */
  readonly certificateDaysLeft: number | null;
  readonly minorUpgrades: boolean;
  /** Seconds between the measurements of its operating system; 0: there are none. */
  readonly monitoringInterval: number;
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

/** A snapshot that somebody took of an instance or a cluster. https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DBSnapshot.html */
export interface DbSnapshot {
  readonly storageEncrypted: boolean;
  /** Every account of AWS can restore it. */
  readonly public: boolean;
}
