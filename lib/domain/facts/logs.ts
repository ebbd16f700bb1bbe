import type { PolicyDocument } from '../policy/document.ts';

export interface LogsFacts {
  'AWS::Logs::LogGroup': LogGroup;
  'AWS::Logs::ResourcePolicy': { readonly policy: PolicyDocument };
}

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_LogGroup.html */
export interface LogGroup {
  /** `DELIVERY` groups only hand logs on. */
  readonly logClass: string | null;
  /** Null means that events never expire. */
  readonly retentionDays: number | null;
  /** Null means that AWS encrypts with keys of its own. */
  readonly kmsKeyId: string | null;
}
