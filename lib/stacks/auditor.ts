import { ArnPrincipal, ManagedPolicy, PolicyStatement, Role } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { RecordStack } from './record.ts';

/** Who the auditor is. */
export interface AuditorProps {
  readonly deployment: string;
  readonly record: RecordStack;
  /** ARN of the role or user that the auditor signs in as. */
  readonly principal: string;
  readonly externalId: string;
}

/** The auditor's role: finished bundles, and nothing else. */
export class Auditor extends Construct {
  readonly role: Role;

  constructor(scope: Construct, id: string, { deployment, record, principal, externalId }: AuditorProps) {
    super(scope, id);
    const { bucket, evidenceKey } = record;
    this.role = new Role(this, 'Role', {
      roleName: `${deployment}-auditor`,
      description: 'Downloads evidence bundles of Vouch',
      externalIds: [externalId],
      assumedBy: new ArnPrincipal(principal).withConditions({
        Bool: { 'aws:MultiFactorAuthPresent': 'true' },
      }),
    });
    new ManagedPolicy(this, 'Policy', {
      roles: [this.role],
      statements: [
        new PolicyStatement({
          sid: 'ListBundles',
          actions: ['s3:ListBucket'],
          resources: [bucket.bucketArn],
          conditions: { StringLike: { 's3:prefix': 'bundles/*' } },
        }),
        new PolicyStatement({
          sid: 'ReadBundles',
          actions: ['s3:GetObject'],
          resources: [bucket.arnForObjects('bundles/*')],
        }),
        new PolicyStatement({
          sid: 'DecryptObjectsOfTheBucket',
          actions: ['kms:Decrypt'],
          resources: [evidenceKey],
          // With bucket keys, the context is the bucket: the table's data stays closed.
          conditions: { StringEquals: { 'kms:EncryptionContext:aws:s3:arn': bucket.bucketArn } },
        }),
      ],
    });
  }
}
