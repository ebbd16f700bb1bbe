import { describe, expect, test } from '@jest/globals';
import { type PolicyDocument, parsePolicy } from '#lib/domain/policy.ts';
import type { Outcome } from '#lib/domain/verdict.ts';
import noAdminManaged from '../../rules/iam/no-admin-customer-managed-policy.ts';
import noAdminInline from '../../rules/iam/no-admin-inline-policy.ts';
import noPublicTrust from '../../rules/iam/role-trust-no-public-principal.ts';
import keyPolicy from '../../rules/kms/key-policy-not-public.ts';
import retention from '../../rules/logs/log-group-retention-meets-minimum.ts';
import tlsOnly from '../../rules/s3/bucket-tls-only-policy.ts';
import topicEncrypted from '../../rules/sns/topic-encrypted.ts';
import topicPolicy from '../../rules/sns/topic-policy-not-public.ts';
import queuePolicy from '../../rules/sqs/queue-policy-not-public.ts';
import { FULL, type LiteralResource, resourcesOf, templates } from '../../test/support/deployment.ts';

const { record, audit, memberAccess } = templates(FULL);
const all = (type: string) =>
  [record, audit, memberAccess].flatMap((template) => resourcesOf(template, type));
const policy = (document: unknown): PolicyDocument => parsePolicy(JSON.stringify(document));

type Properties = LiteralResource['Properties'];
const document = ({ PolicyDocument }: Properties) => policy(PolicyDocument);

/** Our own resources of a type, judged by a rule; the third member reads the rule's facts from the template. */
const JUDGED: readonly (readonly [rule: string, type: string, judge: (own: Properties) => Outcome])[] = [
  [
    noPublicTrust.id,
    'AWS::IAM::Role',
    ({ AssumeRolePolicyDocument }) =>
      noPublicTrust.check({ path: '/', trustPolicy: policy(AssumeRolePolicyDocument) }, {}),
  ],
  [
    noAdminManaged.id,
    'AWS::IAM::ManagedPolicy',
    (own) => noAdminManaged.check({ document: document(own), attachments: 1 }, {}),
  ],
  [
    noAdminInline.id,
    'AWS::IAM::Policy',
    (own) => noAdminInline.check({ document: document(own), holder: String(own.Roles) }, {}),
  ],
  [
    keyPolicy.id,
    'AWS::KMS::Key',
    ({ KeyPolicy }) => keyPolicy.check({ manager: 'CUSTOMER', policy: policy(KeyPolicy) }, {}),
  ],
  [
    tlsOnly.id,
    'AWS::S3::BucketPolicy',
    (own) => tlsOnly.check({ arn: `${own.Bucket}.Arn`, policy: document(own) }, {}),
  ],
  [topicPolicy.id, 'AWS::SNS::TopicPolicy', (own) => topicPolicy.check({ policy: document(own) }, {})],
  [
    topicEncrypted.id,
    'AWS::SNS::Topic',
    ({ KmsMasterKeyId }) => topicEncrypted.check({ kmsKeyId: String(KmsMasterKeyId) }, {}),
  ],
  [queuePolicy.id, 'AWS::SQS::QueuePolicy', (own) => queuePolicy.check({ policy: document(own) }, {})],
  [
    retention.id,
    'AWS::Logs::LogGroup',
    ({ RetentionInDays }) =>
      retention.check({ logClass: null, retentionDays: Number(RetentionInDays) }, retention.parameters),
  ],
];

describe('Vouch passes Vouch', () => {
  test.each(JUDGED)('%s: every %s of ours', (_, type, judge) => {
    const own = all(type);
    expect(own.length).toBeGreaterThan(0);
    const failing = own.flatMap(({ id, Properties }) => {
      const { verdict, reason } = judge(Properties);
      return verdict === 'PASS' ? [] : [`${id}: ${verdict}, ${reason}`];
    });
    expect(failing).toEqual([]);
  });

  test('every bucket has a policy of its own', () => {
    expect(
      all('AWS::S3::BucketPolicy')
        .map(({ Properties }) => Properties.Bucket)
        .sort(),
    ).toEqual(
      all('AWS::S3::Bucket')
        .map(({ id }) => id)
        .sort(),
    );
  });
});
