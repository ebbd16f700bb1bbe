import { describe, expect, test } from '@jest/globals';
import { AwsSolutionsChecks, NIST80053R5Checks } from 'cdk-nag';
import { type PolicyDocument, parsePolicy } from '#lib/domain/policy/document.ts';
import type { Outcome } from '#lib/domain/verdict.ts';
import keyPolicy from '../../rules/kms/key-policy-not-public.ts';
import retention from '../../rules/logs/log-group-retention-meets-minimum.ts';
import tlsOnly from '../../rules/s3/bucket-tls-only-policy.ts';
import topicEncrypted from '../../rules/sns/topic-encrypted.ts';
import topicPolicy from '../../rules/sns/topic-policy-not-public.ts';
import queuePolicy from '../../rules/sqs/queue-policy-not-public.ts';
import {
  ARCHIVED,
  FULL,
  type LiteralResource,
  resourcesOf,
  templates,
} from '../../test/support/deployment.ts';

const ways = [{ ...FULL, securityHub: true }, ARCHIVED].map((context) => templates(context));

/** What the packs object to and we do not: the rule, the constructs it is about, and why. */
const ACCEPTED: readonly (readonly [rule: RegExp, construct: RegExp, reason: string])[] = [
  [
    /IAM5\[Resource::.*[Ee]vidence.*\/(?:runs|rescans|seals|keys|signatures|statements|bundles|exceptions|access-reviews)\/\*\]/,
    /^VouchAudit\/(?:Functions|Auditor)\//,
    'objects of one folder of the evidence bucket; their keys come with each run',
  ],
  [
    /IAM5\[Resource::<Scratch\w+\.Arn>\/runs\/\*\]/,
    /^VouchAudit\/Functions\/plan-scan\//,
    'objects of one folder of the scratch bucket; their keys come with each run',
  ],
  [
    /IAM5\[Resource::arn:<AWS::Partition>:kms:<AWS::Region>:444455556666:key\/\*\]/,
    /^VouchAudit\/(?:Functions|Auditor)\//,
    'the one key that encrypts the evidence bucket of the archive account, which a condition tells by its use',
  ],
  [
    /IAM5\[Resource::arn:<AWS::Partition>:iam::\*:role\/Reader\]/,
    /^VouchAudit\/Functions\/(?:plan-scan|scan-target|attribute-drift|rescan-on-change)\//,
    'the one role in every account of the Organization, whose ids are not known beforehand',
  ],
  [
    /IAM5\[Resource::\*\]/,
    /^VouchAudit\/Functions\/plan-scan\//,
    'reads of the Organization and of Regions, which AWS does not limit to resources',
  ],
  [
    /IAM5\[Resource::\*\]/,
    /^VouchAudit\/Functions\/seal-scan\//,
    "lookups in CloudTrail's event history, which AWS does not limit to resources",
  ],
  [
    /IAM5\[Resource::\*\]/,
    /^VouchMemberAccess\//,
    'reads of configuration, whatever there is in the account: that is what the role is for',
  ],
  [
    /IAM5\[Resource::(?:\*|<Functions\w+\.Arn>:\*|arn:<AWS::Partition>:s3:::.*(?:Scratch|Evidence).*\/\*)\]/,
    /^VouchAudit\/Workflow\/Machine\/Role\//,
    "versions of its functions, objects of its two buckets, and log delivery, which AWS does not limit: CDK's grants",
  ],
  [
    /IAM5\[Resource::arn:<AWS::Partition>:states:.*:execution:/,
    /^VouchAudit\/Workflow\/Machine\/DistributedMapPolicy\//,
    'executions of the workflow itself, one for each target',
  ],
  [
    /SF1$/,
    /^VouchAudit\/Workflow\//,
    'errors are logged; the history of every execution is kept by Step Functions, and one line a target and state would cost more than the scan',
  ],
  [
    /SF2$/,
    /^VouchAudit\/Workflow\//,
    'traces of every target would cost more than the scan; logs carry the run',
  ],
  [
    /SQS3$/,
    /^VouchAudit\/(?:Schedule|Announcements|Attribution|SecurityHub)\/DeadLetters\//,
    'this is the dead letter queue',
  ],
  [
    /IAM5\[Resource::\*\]/,
    /^VouchAudit\/Functions\/announce-drift\//,
    'dynamodb:ListStreams, which Lambda asks for and AWS does not limit to a table',
  ],
  [
    /DynamoDBInBackupPlan$/,
    /^VouchRecord\/Table\//,
    'point-in-time recovery and deletion protection are on; the sealed record in the bucket is the evidence',
  ],
  [
    /S3BucketReplicationEnabled$/,
    /./,
    'evidence is locked and versioned in three zones; a second Region is the choice of who must keep data in one',
  ],
  [
    /(?:-S1|S3BucketLoggingEnabled)$/,
    /^VouchRecord\/AccessLogs\//,
    'this is the bucket of access logs; around an archive it has those of the scratch bucket, which is in another stack',
  ],
  [
    /S3DefaultEncryptionKMS$/,
    /^Vouch(?:Record|Archive)\/AccessLogs\//,
    'S3 delivers access logs to SSE-S3 buckets only',
  ],
  [
    /LambdaDLQ$/,
    /^VouchAudit\/Functions\//,
    'called by the workflow and by people, who get the error; dead letters are for asynchronous calls',
  ],
  [
    /LambdaDLQ$/,
    /^VouchAudit\/SecurityHub\//,
    'what it could not do goes to its queue of dead letters as a destination, with the reason',
  ],
  [
    /LambdaInsideVPC$/,
    /^VouchAudit\/(?:Functions|SecurityHub)\//,
    'they talk to AWS APIs of every Region, which no VPC endpoint reaches; TLS and IAM protect the calls',
  ],
  [
    /IAMNoInlinePolicy$/,
    /^VouchAudit\/(?:Workflow|SchedulerRole)/,
    'they become managed policies in the template, which the pack does not look at: see managed-grants.ts',
  ],
];

const found = ways.flatMap(({ app }) =>
  [new AwsSolutionsChecks(app), new NIST80053R5Checks(app)].flatMap((pack) =>
    pack
      .validateScope(app)
      .violations.flatMap(({ ruleName, violatingResources }) =>
        violatingResources.map(({ constructPath = '' }) => ({ ruleName, constructPath })),
      ),
  ),
);

test('AwsSolutions and NIST 800-53 object to nothing that has no reason', () => {
  const unreasoned = found.filter(
    ({ ruleName, constructPath }) =>
      !ACCEPTED.some(([rule, construct]) => rule.test(ruleName) && construct.test(constructPath)),
  );
  expect(unreasoned).toEqual([]);
});

test.each(ACCEPTED)('%s at %s is still there to be accepted: %s', (rule, construct) => {
  expect(
    found.some(({ ruleName, constructPath }) => rule.test(ruleName) && construct.test(constructPath)),
  ).toBe(true);
});

test('the packs looked at our resources', () => {
  expect(found.length).toBeGreaterThan(ACCEPTED.length);
});

const all = (type: string) =>
  ways.flatMap(({ archive, record, audit, memberAccess }) =>
    [archive, record, audit, memberAccess].flatMap((template) =>
      template ? resourcesOf(template, type) : [],
    ),
  );
const policy = (document: unknown): PolicyDocument => parsePolicy(JSON.stringify(document));

type Properties = LiteralResource['Properties'];
const document = ({ PolicyDocument }: Properties) => policy(PolicyDocument);

/** Our own resources of a type, judged by a rule; the third member reads the rule's facts from the template. */
const JUDGED: readonly (readonly [rule: string, type: string, judge: (own: Properties) => Outcome])[] = [
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

describe("Vouch passes Vouch's rules of storage, keys and messages", () => {
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
