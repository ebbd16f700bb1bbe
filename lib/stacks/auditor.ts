import { ArnPrincipal, ManagedPolicy, PolicyStatement, Role } from 'aws-cdk-lib/aws-iam';
import type { Function as Lambda } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { RecordStack } from './record.ts';

/** Who the auditor is. */
export interface AuditorProps {
  readonly deployment: string;
  readonly record: RecordStack;
  /** ARN of the role or user that the auditor signs in as. */
  readonly principal: string;
  readonly externalId: string;
  /** The function that builds bundles. */
  readonly builder: Lambda;
}

/** The auditor's role: has bundles built and downloads them, and nothing else. */
export class Auditor extends Construct {
  readonly role: Role;

  constructor(
    scope: Construct,
    id: string,
    { deployment, record, principal, externalId, builder }: AuditorProps,
  ) {
    super(scope, id);
    const { bucket, evidenceKey } = record;
    this.role = new Role(this, 'Role', {
      roleName: `${deployment}-auditor`,
      description: 'Has evidence bundles of Vouch built and downloads them',
      externalIds: [externalId],
      assumedBy: new ArnPrincipal(principal).withConditions({
        Bool: { 'aws:MultiFactorAuthPresent': 'true' },
      }),
    });
    new ManagedPolicy(this, 'Policy', {
      roles: [this.role],
      statements: [
        new PolicyStatement({
          sid: 'BuildBundles',
          actions: ['lambda:InvokeFunction'],
          resources: [builder.functionArn],
        }),
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
