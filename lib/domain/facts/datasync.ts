export interface DataSyncFacts {
  'AWS::DataSync::Task': DataSyncTask;
}

/** https://docs.aws.amazon.com/datasync/latest/userguide/API_DescribeTask.html */
export interface DataSyncTask {
  /** ARN of the log group. */
  readonly logGroup: string | null;
  /** `OFF`, `BASIC` for errors, or `TRANSFER` for every file. */
  readonly logLevel: string;
}
