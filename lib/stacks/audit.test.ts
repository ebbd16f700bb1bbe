import { expect, test } from '@jest/globals';
import { App } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { AuditStack } from './audit.ts';

const template = Template.fromStack(new AuditStack(new App(), 'Test', { retentionDays: 400 }));

test('the table is the one that the store expects, protected and recoverable', () => {
  template.hasResource('AWS::DynamoDB::Table', {
    DeletionPolicy: 'Retain',
    Properties: {
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
      GlobalSecondaryIndexes: [Match.objectLike({ IndexName: 'gsi1' })],
      BillingMode: 'PAY_PER_REQUEST',
      DeletionProtectionEnabled: true,
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      SSESpecification: Match.objectLike({ SSEType: 'KMS' }),
    },
  });
});

test('evidence is versioned, locked for the retention, encrypted, logged and reached over TLS only', () => {
  template.hasResource('AWS::S3::Bucket', {
    DeletionPolicy: 'Retain',
    Properties: {
      VersioningConfiguration: { Status: 'Enabled' },
      ObjectLockConfiguration: Match.objectLike({
        Rule: { DefaultRetention: { Mode: 'GOVERNANCE', Days: 400 } },
      }),
      LoggingConfiguration: Match.anyValue(),
    },
  });
  template.hasResourceProperties('AWS::S3::BucketPolicy', {
    PolicyDocument: {
      Statement: Match.arrayWith([
        Match.objectLike({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
      ]),
    },
  });
});

test('the signing key is P-256, for signatures only', () => {
  template.hasResource('AWS::KMS::Key', {
    DeletionPolicy: 'Retain',
    Properties: { KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' },
  });
});

test('the outputs are what the command line reads', () => {
  const outputs = Object.values(template.findOutputs('*')).map(({ Description }) => String(Description));
  for (const variable of ['VOUCH_TABLE', 'VOUCH_BUCKET', 'VOUCH_SIGNING_KEY', 'VOUCH_EVENT_BUS'])
    expect(outputs).toContainEqual(expect.stringContaining(variable));
});
