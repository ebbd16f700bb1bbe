export interface CognitoFacts {
  'AWS::Cognito::UserPool': UserPool;
}

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UserPoolType.html */
export interface UserPool {
  /** `ON`, `OPTIONAL` or `OFF`. */
  readonly mfa: string;
  readonly passwordPolicy: UserPoolPasswordPolicy;
}

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_PasswordPolicyType.html */
export interface UserPoolPasswordPolicy {
  readonly minLength: number;
  /** The kinds of characters of which each password must have one. */
  readonly requires: readonly ('lower case' | 'numbers' | 'symbols' | 'upper case')[];
}
