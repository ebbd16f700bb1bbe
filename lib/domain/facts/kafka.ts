export interface KafkaFacts {
  'AWS::MSK::Cluster': KafkaCluster;
}

/** https://docs.aws.amazon.com/MSK/2.0/APIReference/v2-clusters.html */
export interface KafkaCluster {
  /** Null: a serverless cluster, which takes nothing but TLS. */
  readonly inTransit: KafkaInTransit | null;
}

/** How a provisioned cluster protects data on its way. */
export interface KafkaInTransit {
  /** What clients may use: `TLS`, `TLS_PLAINTEXT` or `PLAINTEXT`. */
  readonly clients: string;
  readonly betweenBrokers: boolean;
}
