import {
  DescribeContinuousBackupsCommand,
  DescribeTableCommand,
  DynamoDBClient,
  ListTablesCommand,
} from '@aws-sdk/client-dynamodb';
import { beforeEach, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { collectAll } from '../../test/support/collect.ts';
import { mockNoBackups, NO_BACKUP } from '../../test/support/no-backups.ts';
import { table } from './dynamodb.ts';

mockNoBackups();
const dynamodb = mockClient(DynamoDBClient);
const ARN = 'arn:aws:dynamodb:eu-west-1:111122223333:table/';
const KEY = 'arn:aws:kms:eu-west-1:111122223333:key/1';
const seen = (value: unknown) => ({ seen: true, value });

beforeEach(() => {
  dynamodb.reset();
  dynamodb.on(ListTablesCommand).resolves({ TableNames: ['orders'], LastEvaluatedTableName: 'orders' });
  dynamodb.on(ListTablesCommand, { ExclusiveStartTableName: 'orders' }).resolves({ TableNames: ['events'] });
});

test('tables of every page, with two requests for each', async () => {
  dynamodb.on(DescribeTableCommand, { TableName: 'orders' }).resolves({
    Table: {
      SSEDescription: { Status: 'ENABLED', SSEType: 'KMS', KMSMasterKeyArn: KEY },
      DeletionProtectionEnabled: true,
      CreationDateTime: new Date('2026-10-22T06:00:00Z'),
    },
  });
  dynamodb
    .on(DescribeTableCommand, { TableName: 'events' })
    .resolves({ Table: { CreationDateTime: new Date('2026-10-22T06:00:00Z') } });
  dynamodb.on(DescribeContinuousBackupsCommand, { TableName: 'orders' }).resolves({
    ContinuousBackupsDescription: {
      ContinuousBackupsStatus: 'ENABLED',
      PointInTimeRecoveryDescription: { PointInTimeRecoveryStatus: 'ENABLED', RecoveryPeriodInDays: 35 },
    },
  });
  dynamodb.on(DescribeContinuousBackupsCommand, { TableName: 'events' }).resolves({
    ContinuousBackupsDescription: {
      ContinuousBackupsStatus: 'ENABLED',
      PointInTimeRecoveryDescription: { PointInTimeRecoveryStatus: 'DISABLED' },
    },
  });
  expect(await collectAll(table)).toEqual({
    [`${ARN}orders`]: {
      kmsKeyArn: seen(KEY),
      deletionProtection: seen(true),
      ageDays: seen(10),
      arn: seen(`${ARN}orders`),
      awsBackup: seen(NO_BACKUP),
      pointInTimeRecovery: seen({ enabled: true, periodDays: 35 }),
    },
    [`${ARN}events`]: {
      kmsKeyArn: seen(null),
      deletionProtection: seen(false),
      ageDays: seen(10),
      arn: seen(`${ARN}events`),
      awsBackup: seen(NO_BACKUP),
      pointInTimeRecovery: seen({ enabled: false, periodDays: null }),
    },
  });
  expect(dynamodb.commandCalls(DescribeTableCommand)).toHaveLength(2);
});

test('what is denied, or not as documented, is unseen', async () => {
  dynamodb
    .on(DescribeTableCommand)
    .rejects(Object.assign(new Error('no'), { name: 'AccessDeniedException' }));
  dynamodb.on(DescribeContinuousBackupsCommand).resolves({});
  const denied = { seen: false, unseen: { kind: 'denied', action: 'dynamodb:DescribeTable' } };
  expect((await collectAll(table))[`${ARN}orders`]).toMatchObject({
    kmsKeyArn: denied,
    deletionProtection: denied,
    ageDays: denied,
    pointInTimeRecovery: {
      seen: false,
      unseen: { kind: 'failed', action: 'dynamodb:DescribeContinuousBackups' },
    },
  });
});

test('an empty reply for a table is unseen, not a table without protection', async () => {
  dynamodb.on(DescribeTableCommand).resolves({});
  dynamodb.on(DescribeContinuousBackupsCommand).resolves({});
  expect((await collectAll(table, { facts: ['deletionProtection'] }))[`${ARN}orders`]).toMatchObject({
    deletionProtection: { seen: false },
  });
});
