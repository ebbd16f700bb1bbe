import { DataSyncClient, DescribeTaskCommand, paginateListTasks } from '@aws-sdk/client-datasync';
import { defineCollector, from, type Reader, required } from './collector.ts';
import { operation, paged } from './operation.ts';

const listTasks = paged('datasync:ListTasks', DataSyncClient, paginateListTasks, (page) => page.Tasks);
const describeTask = operation('datasync:DescribeTask', DataSyncClient, DescribeTaskCommand);

interface ListedTask {
  readonly arn: string;
}
const byArn = ({ arn }: ListedTask) => ({ TaskArn: arn });

/** Every task of the account in the Region. */
export const task = defineCollector(
  {
    type: 'AWS::DataSync::Task',
    service: 'datasync',
    where: 'region',
    list: {
      uses: [listTasks],
      read: async (aws: Reader): Promise<readonly ListedTask[]> =>
        (await aws(listTasks, { MaxResults: 100 })).map(({ TaskArn }) => ({
          arn: required(TaskArn, 'TaskArn'),
        })),
    },
  },
  {
    logGroup: from(describeTask, byArn, ({ TaskArn, CloudWatchLogGroupArn }) => {
      required(TaskArn, 'TaskArn');
      return CloudWatchLogGroupArn || null;
    }),
    logLevel: from(describeTask, byArn, ({ Options }) => required(Options?.LogLevel, 'Options.LogLevel')),
  },
);
