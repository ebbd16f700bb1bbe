export interface DmsFacts {
  'AWS::DMS::Endpoint': DmsEndpoint;
  'AWS::DMS::ReplicationInstance': DmsReplicationInstance;
  'AWS::DMS::ReplicationTask': DmsReplicationTask;
}

/** https://docs.aws.amazon.com/dms/latest/APIReference/API_Endpoint.html */
export interface DmsEndpoint {
  /** For example `postgres`, `redis` or `s3`. */
  readonly engine: string;
  /**
   * How DMS is told to connect: `none` or `plaintext` without TLS, anything else, such as `verify-full` or
   * `ssl-encryption`, with it. Null: there is no choice, and DMS connects by TLS.
   */
  readonly security: string | null;
}

/** https://docs.aws.amazon.com/dms/latest/APIReference/API_ReplicationInstance.html */
export interface DmsReplicationInstance {
  readonly publiclyAccessible: boolean;
}

/** https://docs.aws.amazon.com/dms/latest/APIReference/API_ReplicationTask.html */
export interface DmsReplicationTask {
  /** `full-load`, `cdc` or `full-load-and-cdc`. */
  readonly migration: string;
  /** How much each part of the task logs, for example `LOGGER_SEVERITY_DEFAULT`; null: logging is off. */
  readonly logging: Readonly<Record<string, string>> | null;
}
