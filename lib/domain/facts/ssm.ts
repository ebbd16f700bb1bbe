export interface SsmFacts {
  'AWS::SSM::Parameter': SsmParameter;
}

/** A parameter without its value: https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_ParameterMetadata.html */
export interface SsmParameter {
  readonly name: string;
  readonly type: 'String' | 'StringList' | 'SecureString';
}
