export interface MqFacts {
  'AWS::AmazonMQ::Broker': Broker;
}

/** https://docs.aws.amazon.com/amazon-mq/latest/developer-guide/security-logging-monitoring.html */
export interface Broker {
  readonly generalLog: boolean;
  /** What people do in the console of ActiveMQ or by JMX. Null: RabbitMQ has no such log. */
  readonly auditLog: boolean | null;
}
