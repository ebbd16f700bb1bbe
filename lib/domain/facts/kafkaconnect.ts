export interface KafkaConnectFacts {
  'AWS::KafkaConnect::Connector': KafkaConnector;
}

/** https://docs.aws.amazon.com/MSKC/latest/mskc/API_ConnectorSummary.html */
export interface KafkaConnector {
  /** The connector reaches its cluster by TLS. */
  readonly encryptedInTransit: boolean;
}
