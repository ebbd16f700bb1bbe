export interface AppSyncFacts {
  'AWS::AppSync::GraphQLApi': GraphQlApi;
}

/** https://docs.aws.amazon.com/appsync/latest/APIReference/API_LogConfig.html */
export interface GraphQlApi {
  /** What is logged of the resolution of each field: `NONE`, `ERROR`, `INFO`, `DEBUG` or `ALL`. Null: nothing is logged. */
  readonly fieldLogLevel: string | null;
}
