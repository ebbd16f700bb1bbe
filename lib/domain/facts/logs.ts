export interface LogsFacts {
  'AWS::Logs::LogGroup': LogGroup;
}

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_LogGroup.html */
export interface LogGroup {
  /** `DELIVERY` groups only hand logs on. */
  readonly logClass: string | null;
  /** Null means that events never expire. */
  readonly retentionDays: number | null;
}
