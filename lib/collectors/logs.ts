import {
  CloudWatchLogsClient,
  type LogGroup,
  paginateDescribeLogGroups,
} from '@aws-sdk/client-cloudwatch-logs';
import { defineCollector, listed, type Reader, required } from './collector.ts';
import { paged } from './operation.ts';

const describeLogGroups = paged(
  'logs:DescribeLogGroups',
  CloudWatchLogsClient,
  paginateDescribeLogGroups,
  (page) => page.logGroups,
);

interface ListedLogGroup {
  readonly arn: string;
  readonly group: LogGroup;
}

/** Every log group of the account in the Region. */
export const logGroup = defineCollector(
  {
    type: 'AWS::Logs::LogGroup',
    service: 'logs',
    where: 'region',
    list: {
      uses: [describeLogGroups],
      read: async (aws: Reader): Promise<readonly ListedLogGroup[]> =>
        (await aws(describeLogGroups, {})).map((group) => ({
          arn: required(group.logGroupArn, 'logGroupArn'),
          group,
        })),
    },
  },
  {
    logClass: listed(({ group }) => group.logGroupClass ?? null),
    retentionDays: listed(({ group }) => group.retentionInDays ?? null),
  },
);
