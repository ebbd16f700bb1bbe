import {
  AthenaClient,
  GetWorkGroupCommand,
  ListQueryExecutionsCommand,
  paginateListWorkGroups,
  type WorkGroupSummary,
} from '@aws-sdk/client-athena';
import { defineCollector, listed, type Reader, required } from './collector.ts';
import { operation, paged } from './operation.ts';

const listWorkGroups = paged(
  'athena:ListWorkGroups',
  AthenaClient,
  paginateListWorkGroups,
  (page) => page.WorkGroups,
);
const getWorkGroup = operation('athena:GetWorkGroup', AthenaClient, GetWorkGroupCommand);
/** One page is enough to know whether there is any. */
const listQueryExecutions = operation('athena:ListQueryExecutions', AthenaClient, ListQueryExecutionsCommand);

/** The workgroup that Athena makes in every Region of every account. */
const DEFAULT = 'primary';

interface ListedWorkGroup {
  readonly arn: string;
  readonly name: string;
  readonly summary: WorkGroupSummary;
}

/** Every workgroup of the account in the Region. */
export const workGroup = defineCollector(
  {
    type: 'AWS::Athena::WorkGroup',
    service: 'athena',
    where: 'region',
    list: {
      uses: [listWorkGroups],
      read: async (aws: Reader): Promise<readonly ListedWorkGroup[]> =>
        (await aws(listWorkGroups, {})).map((summary) => {
          const name = required(summary.Name, 'Name');
          return {
            arn: `arn:${aws.partition}:athena:${aws.region}:${aws.account}:workgroup/${name}`,
            name,
            summary,
          };
        }),
    },
  },
  {
    enabled: listed(({ summary }) => required(summary.State, 'State') === 'ENABLED'),
    publishesMetrics: {
      uses: [listQueryExecutions, getWorkGroup],
      read: async (aws, { name }) => {
        if (name === DEFAULT) {
          const { QueryExecutionIds } = await aws(listQueryExecutions, { WorkGroup: name, MaxResults: 1 });
          if (required(QueryExecutionIds, 'QueryExecutionIds').length === 0) return null;
        }
        const { WorkGroup } = await aws(getWorkGroup, { WorkGroup: name });
        return required(
          WorkGroup?.Configuration?.PublishCloudWatchMetricsEnabled,
          'PublishCloudWatchMetricsEnabled',
        );
      },
    },
  },
);
