import { Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { CHANNELS } from '#lib/domain/alert.ts';
import { TABLE } from '../adapters/dynamodb.ts';
import type { FunctionName } from './code.ts';
import { throughBucket, WRITERS } from './evidence.ts';
import type { RecordStack } from './record.ts';

/** What functions work on. */
export interface Workplace {
  readonly record: RecordStack;
  /** Where plan-scan leaves the targets. */
  readonly items: IBucket;
  /** Name of the role in every scanned account. */
  readonly memberRole: string;
  /** How the ARNs of the alerts' topics begin. */
  readonly topics: string;
}

/** What functions may be let do, by what it is for. Every action is written out. */
export function permissions({
  record,
  items,
  memberRole,
  topics,
}: Workplace): Record<FunctionName, PolicyStatement[]> {
  const { table, bucket, dataKey, evidenceKey, archiveAccount, signingKey, bus } = record;
  const stack = Stack.of(record);
  const allow = (sid: string, actions: readonly string[], ...resources: readonly string[]): PolicyStatement =>
    new PolicyStatement({ sid, actions: [...actions], resources: [...resources] });
  const onBucket = (sid: string, action: string, ...resources: readonly string[]): PolicyStatement => {
    const statement = allow(sid, [action], ...resources);
    // An archive is known by name: whoever else has a bucket of that name must not get evidence.
    if (archiveAccount) statement.addCondition('StringEquals', { 'aws:ResourceAccount': archiveAccount });
    return statement;
  };
  const folders = (names: readonly string[]): string[] =>
    names.map((name) => bucket.arnForObjects(`${name}/*`));

  const dataKeyUse = new PolicyStatement({
    sid: 'DataKeyThroughTableAndBucket',
    actions: ['kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey'],
    resources: [dataKey.keyArn],
    conditions: {
      StringEquals: {
        'kms:ViaService': ['dynamodb', 's3'].map(
          (service) => `${service}.${stack.region}.${stack.urlSuffix}`,
        ),
      },
    },
  });
  const encryption = [dataKeyUse];
  if (archiveAccount) {
    encryption.push(
      new PolicyStatement({
        sid: 'ArchiveKeyThroughBucket',
        actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
        resources: [evidenceKey],
        conditions: throughBucket(record, bucket.bucketName),
      }),
    );
  }
  // Without the right to list, S3 answers 403 where an object is missing, and absence could not be told from refusal.
  const absence = onBucket('TellWhatIsMissing', 's3:ListBucket', bucket.bucketArn);
  const put = (writer: FunctionName) =>
    onBucket(
      'WriteEvidence',
      's3:PutObject',
      ...folders(Object.keys(WRITERS).filter((folder) => WRITERS[folder]?.includes(writer))),
    );
  const get = (...names: readonly string[]) => onBucket('ReadEvidence', 's3:GetObject', ...folders(names));
  const onTable = (...actions: readonly string[]) =>
    allow(
      'Table',
      actions.map((action) => `dynamodb:${action}`),
      table.tableArn,
    );
  const index = `${table.tableArn}/index/${TABLE.index.name}`;
  const enterMembers = allow(
    'EnterMembers',
    ['sts:AssumeRole'],
    `arn:${stack.partition}:iam::*:role/${memberRole}`,
  );
  const recordTarget = ['GetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem'];

  return {
    'plan-scan': [
      ...encryption,
      enterMembers,
      onTable('BatchGetItem', 'PutItem', 'Query'),
      put('plan-scan'),
      ...(items === bucket ? [] : [allow('LeaveTargets', ['s3:PutObject'], items.arnForObjects('runs/*'))]),
      allow(
        'ReadOrganization',
        [
          'ec2:DescribeRegions',
          'organizations:DescribeOrganization',
          'organizations:DescribePolicy',
          'organizations:ListAccounts',
          'organizations:ListAccountsForParent',
          'organizations:ListOrganizationalUnitsForParent',
          'organizations:ListPolicies',
          'organizations:ListRoots',
          'organizations:ListTargetsForPolicy',
        ],
        '*', // none of these can be limited to resources of this account
      ),
    ],
    'scan-target': [
      ...encryption,
      enterMembers,
      onTable(...recordTarget, 'BatchGetItem'),
      absence,
      get('runs'),
      put('scan-target'),
    ],
    'seal-scan': [
      ...encryption,
      onTable(...recordTarget, 'BatchGetItem', 'BatchWriteItem'),
      allow('Failing', ['dynamodb:Query'], index),
      absence,
      get('runs', 'seals', 'keys', 'signatures'),
      put('seal-scan'),
      allow('Sign', ['kms:Sign', 'kms:GetPublicKey'], signingKey.keyArn),
      allow('CountSignatures', ['cloudtrail:LookupEvents'], '*'), // cannot be limited to events or resources
    ],
    'announce-drift': [
      ...encryption,
      onTable('GetItem', 'UpdateItem'),
      allow(
        'Stream',
        ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'],
        record.stream,
      ),
      allow('FindStream', ['dynamodb:ListStreams'], '*'), // cannot be limited to a table
      absence,
      get('runs'),
      allow('Announce', ['events:PutEvents'], bus.eventBusArn),
    ],
    'attribute-drift': [
      dataKeyUse,
      enterMembers,
      onTable('GetItem', 'PutItem', 'Query', 'UpdateItem'),
      allow('Announce', ['events:PutEvents'], bus.eventBusArn),
    ],
    'rescan-on-change': [
      ...encryption,
      enterMembers,
      onTable(...recordTarget),
      absence,
      get('runs'),
      put('rescan-on-change'),
    ],
    'route-alerts': [
      dataKeyUse,
      onTable('BatchGetItem', 'GetItem', 'PutItem', 'Query'),
      allow('Alert', ['sns:Publish'], ...CHANNELS.map((channel) => `${topics}-${channel}`)),
      new PolicyStatement({
        sid: 'DataKeyThroughTopics',
        actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
        resources: [dataKey.keyArn],
        conditions: { StringEquals: { 'kms:ViaService': `sns.${stack.region}.${stack.urlSuffix}` } },
      }),
    ],
    'build-bundle': [
      ...encryption,
      onTable('GetItem'),
      allow('Query', ['dynamodb:Query'], table.tableArn, index),
      absence,
      get('runs', 'seals', 'exceptions', 'access-reviews', 'keys', 'signatures', 'statements'),
      put('build-bundle'),
      allow('Sign', ['kms:Sign', 'kms:GetPublicKey'], signingKey.keyArn),
    ],
    // Asking AWS who signed a request takes no permission.
    'manage-exception': [
      ...encryption,
      onTable('GetItem', 'PutItem'),
      absence,
      get('exceptions'),
      put('manage-exception'),
      allow('Sign', ['kms:Sign'], signingKey.keyArn),
    ],
    'acknowledge-alert': [dataKeyUse, onTable('GetItem', 'PutItem')],
    'record-review': [
      ...encryption,
      onTable('GetItem', 'PutItem'),
      absence,
      get('runs', 'seals', 'access-reviews'),
      put('record-review'),
      allow('Sign', ['kms:Sign'], signingKey.keyArn),
    ],
  };
}
