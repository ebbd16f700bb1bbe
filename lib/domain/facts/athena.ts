export interface AthenaFacts {
  'AWS::Athena::WorkGroup': WorkGroup;
}

/** https://docs.aws.amazon.com/athena/latest/APIReference/API_WorkGroupConfiguration.html */
export interface WorkGroup {
  readonly enabled: boolean;
  /**
   * It publishes metrics of each query to CloudWatch. Null: it is the one that every account has, and nobody queried
   * in it for the 45 days that Athena looks back.
   */
  readonly publishesMetrics: boolean | null;
}
