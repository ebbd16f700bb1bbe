export interface CognitoFacts {
  'AWS::Cognito::UserPool': UserPool;
}

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UserPoolType.html */
export interface UserPool {
  /** `ON`, `OPTIONAL` or `OFF`. */
  readonly mfa: string;
}
