export interface RedshiftFacts {
  'AWS::Redshift::Cluster': RedshiftCluster;
}

/** A provisioned cluster. https://docs.aws.amazon.com/redshift/latest/APIReference/API_Cluster.html */
export interface RedshiftCluster {
  readonly encrypted: boolean;
  /** Connections without TLS are refused. */
  readonly tls: RedshiftTls;
  readonly auditLogging: RedshiftAuditLogging | null;
  /** Days that automated snapshots are kept; 0 means that there are none. */
  readonly snapshotRetentionDays: number;
  readonly publiclyAccessible: boolean;
}

/** What the parameter groups of the cluster say of `require_ssl`. */
export interface RedshiftTls {
  readonly required: boolean;
  /** The group was changed, and the cluster runs with the former value until it is rebooted. */
  readonly pending: boolean;
}

/** Where connections and actions of users are logged. */
export interface RedshiftAuditLogging {
  /** `s3` or `cloudwatch`. */
  readonly destination: string;
  /** The last attempt to deliver logs went wrong. */
  readonly failing: boolean;
}
