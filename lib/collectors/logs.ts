import {
  CloudWatchLogsClient,
  DescribeResourcePoliciesCommand,
  type DescribeResourcePoliciesCommandInput,
  type DescribeResourcePoliciesCommandOutput,
  type LogGroup,
  paginateDescribeLogGroups,
  type ResourcePolicy,
} from '@aws-sdk/client-cloudwatch-logs';
import { parsePolicy } from '../domain/policy/document.ts';
import { defineCollector, listed, type Reader, required } from './collector.ts';
import { paged } from './operation.ts';
import { pagesOf } from './pages.ts';

const describeLogGroups = paged(
  'logs:DescribeLogGroups',
  CloudWatchLogsClient,
  paginateDescribeLogGroups,
  (page) => page.logGroups,
);

const describeResourcePolicies = paged(
  'logs:DescribeResourcePolicies',
  CloudWatchLogsClient,
  pagesOf<DescribeResourcePoliciesCommandInput, DescribeResourcePoliciesCommandOutput>(
    DescribeResourcePoliciesCommand,
    'nextToken',
    'nextToken',
  ),
  (page) => page.resourcePolicies,
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
    kmsKeyId: listed(({ group }) => group.kmsKeyId ?? null),
    retentionDays: listed(({ group }) => group.retentionInDays ?? null),
  },
);

interface ListedPolicy {
  readonly arn: string;
  readonly found: ResourcePolicy;
}

/** Every resource policy of the account in the Region that speaks of log groups in general: AWS gives it no ARN. */
export const resourcePolicy = defineCollector(
  {
    type: 'AWS::Logs::ResourcePolicy',
    service: 'logs',
    where: 'region',
    list: {
      uses: [describeResourcePolicies],
      read: async (aws: Reader): Promise<readonly ListedPolicy[]> =>
        (await aws(describeResourcePolicies, {})).map((found) => ({
          arn: `arn:${aws.partition}:logs:${aws.region}:${aws.account}:resource-policy:${required(found.policyName, 'policyName')}`,
          found,
        })),
    },
  },
  { policy: listed(({ found }) => parsePolicy(required(found.policyDocument, 'policyDocument'))) },
);
