export interface SsmFacts {
  'AWS::SSM::AssociationCompliance': Compliance;
  'AWS::SSM::Document': SsmDocument;
  'AWS::SSM::Parameter': SsmParameter;
  'AWS::SSM::PatchCompliance': Compliance;
}

/** A parameter without its value: https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_ParameterMetadata.html */
export interface SsmParameter {
  readonly name: string;
  readonly type: 'String' | 'StringList' | 'SecureString';
}

/** A document that the account owns. */
export interface SsmDocument {
  /** Every AWS account can read and run it. */
  readonly public: boolean;
}

/**
 * How a managed node stands to its patches, or to the associations that set it up; known by the ARN of the node.
 * https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_ResourceComplianceSummaryItem.html
 */
export interface Compliance {
  readonly compliant: boolean;
  /** How many patches or associations are not as they should be, by severity; only those that there are. */
  readonly lacking: Readonly<Record<string, number>>;
  /** Whole days since the node was looked at. */
  readonly ageDays: number;
}
