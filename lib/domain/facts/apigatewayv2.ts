export interface ApiGatewayV2Facts {
  'AWS::ApiGatewayV2::Stage': ApiStage;
}

/** A stage of an HTTP or WebSocket API: https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-stages.html */
export interface ApiStage {
  /** The ARN of the log group or stream that gets a line for each request. */
  readonly accessLog: string | null;
}
