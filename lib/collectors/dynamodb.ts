import {
  DescribeContinuousBackupsCommand,
  DescribeTableCommand,
  DynamoDBClient,
  paginateListTables,
} from '@aws-sdk/client-dynamodb';
import { awsBackup } from './backup-coverage.ts';
import { ageInDays, defineCollector, from, listed, type Reader, required } from './collector.ts';
import { operation, paged } from './operation.ts';

const listTables = paged(
  'dynamodb:ListTables',
  DynamoDBClient,
  paginateListTables,
  (page) => page.TableNames,
);
const describeTable = operation('dynamodb:DescribeTable', DynamoDBClient, DescribeTableCommand);
const describeContinuousBackups = operation(
  'dynamodb:DescribeContinuousBackups',
  DynamoDBClient,
  DescribeContinuousBackupsCommand,
);

interface ListedTable {
  readonly arn: string;
  readonly name: string;
}
const byName = ({ name }: ListedTable) => ({ TableName: name });

/** Every table of the account in the Region. */
export const table = defineCollector(
  {
    type: 'AWS::DynamoDB::Table',
    service: 'dynamodb',
    where: 'region',
    list: {
      uses: [listTables],
      read: async (aws: Reader): Promise<readonly ListedTable[]> =>
        (await aws(listTables, {})).map((name) => ({
          arn: `arn:${aws.partition}:dynamodb:${aws.region}:${aws.account}:table/${name}`,
          name,
        })),
    },
  },
  {
    // AWS leaves the description out for tables encrypted with the key that DynamoDB owns.
    kmsKeyArn: from(
      describeTable,
      byName,
      (reply) => required(reply.Table, 'Table').SSEDescription?.KMSMasterKeyArn ?? null,
    ),
    deletionProtection: from(
      describeTable,
      byName,
      (reply) => required(reply.Table, 'Table').DeletionProtectionEnabled ?? false,
    ),
    ageDays: from(describeTable, byName, (reply, _, aws) =>
      ageInDays(aws, required(reply.Table?.CreationDateTime, 'CreationDateTime')),
    ),
    arn: listed(({ arn }) => arn),
    awsBackup: awsBackup(() => null),
    pointInTimeRecovery: from(describeContinuousBackups, byName, (reply) => {
      const backups = required(reply.ContinuousBackupsDescription, 'ContinuousBackupsDescription');
      const recovery = required(backups.PointInTimeRecoveryDescription, 'PointInTimeRecoveryDescription');
      return {
        enabled: required(recovery.PointInTimeRecoveryStatus, 'PointInTimeRecoveryStatus') === 'ENABLED',
        periodDays: recovery.RecoveryPeriodInDays ?? null,
      };
    }),
  },
);
