export interface OpenSearchFacts {
  'AWS::OpenSearchService::Domain': SearchDomain;
}

/** A domain of OpenSearch or Elasticsearch. https://docs.aws.amazon.com/opensearch-service/latest/APIReference/API_DomainStatus.html */
export interface SearchDomain {
  readonly encryptedAtRest: boolean;
  readonly encryptedBetweenNodes: boolean;
  readonly httpsRequired: boolean;
  /** For example `Policy-Min-TLS-1-2-2019-07`. */
  readonly tlsPolicy: string;
  /** The kinds of logs that go to CloudWatch Logs, for example `AUDIT_LOGS`. */
  readonly logs: readonly string[];
  /** Null: the domain has a public endpoint. */
  readonly vpc: string | null;
  readonly nodes: SearchNodes;
}

/** The nodes of a domain. */
export interface SearchNodes {
  readonly data: number;
  /** Dedicated nodes that manage the others; 0: the data nodes do it. */
  readonly managers: number;
  /** How many Availability Zones the data nodes are spread over. */
  readonly zones: number;
}
