export interface BedrockFacts {
  'AWS::::Account': BedrockAccount;
}

/** What Bedrock keeps about the account in one Region. */
export interface BedrockAccount {
  /**
   * Where calls of models are logged with what was asked and answered; none by default.
   * https://docs.aws.amazon.com/bedrock/latest/userguide/model-invocation-logging.html
   */
  readonly modelInvocationLogs: readonly ('CloudWatch Logs' | 'S3')[];
}
