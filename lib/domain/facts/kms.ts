import type { PolicyDocument } from '../policy/document.ts';

export interface KmsFacts {
  'AWS::KMS::Key': KmsKey;
}

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_KeyMetadata.html */
export interface KmsKey {
  readonly manager: 'AWS' | 'CUSTOMER';
  readonly state: string;
  readonly spec: string;
  readonly origin: string;
  readonly multiRegionReplica: boolean;
  readonly rotation: { readonly enabled: boolean; readonly periodDays: number | null };
  readonly policy: PolicyDocument;
}
