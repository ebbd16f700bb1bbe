export interface ApiGatewayFacts {
  'AWS::ApiGateway::Stage': RestApiStage;
}

/** A stage of a REST API: https://docs.aws.amazon.com/apigateway/latest/api/API_Stage.html */
export interface RestApiStage {
  /** Only VPC endpoints reach the API. */
  readonly privateApi: boolean;
  readonly cacheEnabled: boolean;
  /** By path and HTTP method, sorted; two asterisks stand for every method without settings of its own. */
  readonly methods: readonly MethodSettings[];
  /** The ARN of the log group or stream that gets a line for each request. */
  readonly accessLog: string | null;
  readonly webAcl: string | null;
}

/** https://docs.aws.amazon.com/apigateway/latest/api/API_MethodSetting.html */
export interface MethodSettings {
  readonly method: string;
  readonly cached: boolean;
  readonly cacheEncrypted: boolean;
  /** What is logged of the execution: `INFO`, `ERROR` or `OFF`. */
  readonly executionLog: string;
}
