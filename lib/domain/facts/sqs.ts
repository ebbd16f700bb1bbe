import type { PolicyDocument } from '../policy/document.ts';

export interface SqsFacts {
  'AWS::SQS::Queue': Queue;
}

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_GetQueueAttributes.html */
export interface Queue {
  /** The KMS key, or null; a queue without one may still be encrypted with keys of SQS. */
  readonly kmsKeyId: string | null;
  readonly sqsManagedEncryption: boolean;
  readonly policy: PolicyDocument | null;
}
