import type { PolicyDocument } from '../policy/document.ts';

export interface SnsFacts {
  'AWS::SNS::Topic': Topic;
}

/** https://docs.aws.amazon.com/sns/latest/api/API_GetTopicAttributes.html */
export interface Topic {
  readonly kmsKeyId: string | null;
  readonly policy: PolicyDocument;
}
