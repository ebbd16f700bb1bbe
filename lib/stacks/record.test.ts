import { describe, expect, test } from '@jest/globals';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { deployed, FULL, SCOPE, templates } from '../../test/support/deployment.ts';

const { record: template } = templates(FULL);
const plain = deployed();
const withoutBreakGlass = Template.fromStack(plain.record);
const compliance = deployed(
  {},
  { scope: { ...SCOPE, evidence: { retentionDays: 400, mode: 'COMPLIANCE' } } },
);

/** A changed logical id makes CloudFormation replace the resource: what holds evidence must keep these for ever. */
const PINNED = {
  DataKey17AFBB84: 'AWS::KMS::Key',
  SigningKeyEEFC2790: 'AWS::KMS::Key',
  TableCD117FA1: 'AWS::DynamoDB::Table',
  Evidence4CC26D68: 'AWS::S3::Bucket',
  AccessLogs8B620ECA: 'AWS::S3::Bucket',
};

describe('the record is safe to own', () => {
  test('logical ids never change', () => {
    const { Resources } = template.toJSON() as { Resources: Record<string, { Type: string }> };
    const kept = Object.entries(Resources).filter(([, { Type }]) => Object.values(PINNED).includes(Type));
    expect(Object.fromEntries(kept.map(([id, { Type }]) => [id, Type]))).toEqual(PINNED);
  });

  test('nothing that holds evidence goes with the stack or is replaced away', () => {
    for (const [id, type] of Object.entries(PINNED)) {
      expect(template.findResources(type)[id]).toMatchObject({
        DeletionPolicy: 'Retain',
        UpdateReplacePolicy: 'Retain',
      });
    }
    expect(compliance.record.terminationProtection).toBe(true);
  });

  test('it refers to no other stack', () => {
    expect(JSON.stringify(template.toJSON())).not.toContain('Fn::ImportValue');
  });
});

test('the table is the one that the store expects, protected and recoverable', () => {
  template.hasResourceProperties('AWS::DynamoDB::Table', {
    KeySchema: [
      { AttributeName: 'pk', KeyType: 'HASH' },
      { AttributeName: 'sk', KeyType: 'RANGE' },
    ],
    GlobalSecondaryIndexes: [Match.objectLike({ IndexName: 'gsi1' })],
    BillingMode: 'PAY_PER_REQUEST',
    DeletionProtectionEnabled: true,
    PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
    SSESpecification: Match.objectLike({ SSEType: 'KMS' }),
    StreamSpecification: { StreamViewType: 'NEW_IMAGE' },
  });
});

describe('evidence', () => {
  test('is versioned, locked for seven years, encrypted, logged, and moves to colder storage', () => {
    template.hasResourceProperties('AWS::S3::Bucket', {
      VersioningConfiguration: { Status: 'Enabled' },
      ObjectLockConfiguration: Match.objectLike({
        Rule: { DefaultRetention: { Mode: 'GOVERNANCE', Days: 2557 } },
      }),
      LoggingConfiguration: Match.objectLike({ LogFilePrefix: 'evidence/' }),
      LifecycleConfiguration: {
        Rules: [Match.objectLike({ Transitions: [{ StorageClass: 'GLACIER_IR', TransitionInDays: 90 }] })],
      },
    });
  });

  test('is reached over TLS only, and its lock is lifted by the break-glass role only', () => {
    template.hasResourceProperties('AWS::S3::BucketPolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
          Match.objectLike({
            Effect: 'Deny',
            Action: 's3:BypassGovernanceRetention',
            Condition: { ArnNotEquals: { 'aws:PrincipalArn': FULL.breakGlassRole } },
          }),
        ]),
      },
    });
    withoutBreakGlass.hasResourceProperties('AWS::S3::BucketPolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({ Action: 's3:BypassGovernanceRetention', Condition: Match.absent() }),
        ]),
      },
    });
  });

  test('is locked in COMPLIANCE mode when scope.yaml says so, with a warning that this stays', () => {
    const warning = Annotations.fromStack(compliance.record);
    warning.hasWarning('/VouchRecord', Match.stringLikeRegexp('for 400 days nobody.*cannot be undone'));
    expect(Annotations.fromStack(plain.record).findWarning('*', Match.anyValue())).toEqual([]);
  });
});

describe('keys', () => {
  const roles = ['seal-scan', 'build-bundle', 'manage-exception', 'record-review'].map((name) =>
    Match.objectLike({ 'Fn::Join': ['', Match.arrayWith([`:role/vouch-${name}`])] }),
  );
  const ends = (condition: unknown) =>
    Match.objectLike({
      Effect: 'Deny',
      Principal: { AWS: '*' },
      Action: ['kms:DisableKey', 'kms:ScheduleKeyDeletion'],
      Condition: condition,
    });

  test('what is signed, is signed with P-256, by four roles and nobody else', () => {
    template.hasResourceProperties('AWS::KMS::Key', {
      KeySpec: 'ECC_NIST_P256',
      KeyUsage: 'SIGN_VERIFY',
      KeyPolicy: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Effect: 'Deny',
            Principal: { AWS: '*' },
            Action: 'kms:Sign',
            Condition: { ArnNotEquals: { 'aws:PrincipalArn': roles } },
          }),
        ]),
      },
    });
  });

  test('only the break-glass role ends a key; without one, nobody does', () => {
    for (const [keys, condition] of [
      [template, { ArnNotEquals: { 'aws:PrincipalArn': FULL.breakGlassRole } }],
      [withoutBreakGlass, Match.absent()],
    ] as const) {
      keys.allResourcesProperties('AWS::KMS::Key', {
        KeyPolicy: { Statement: Match.arrayWith([ends(condition)]) },
      });
    }
  });
});

test('the bus has an archive, of what Vouch says', () => {
  template.hasResourceProperties('AWS::Events::EventBus', { Name: 'vouch' });
  template.hasResourceProperties('AWS::Events::Archive', {
    EventPattern: Match.objectLike({ source: ['vouch'] }),
    RetentionDays: 550,
  });
});

test('the outputs are what the command line reads', () => {
  const outputs = Object.values(template.findOutputs('*')).map(({ Description }) => String(Description));
  for (const variable of ['VOUCH_TABLE', 'VOUCH_BUCKET', 'VOUCH_SIGNING_KEY', 'VOUCH_EVENT_BUS'])
    expect(outputs).toContainEqual(expect.stringContaining(variable));
});
