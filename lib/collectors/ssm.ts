import { type ParameterMetadata, paginateDescribeParameters, SSMClient } from '@aws-sdk/client-ssm';
import { defineCollector, listed, type Reader, required } from './collector.ts';
import { paged } from './operation.ts';

const describeParameters = paged(
  'ssm:DescribeParameters',
  SSMClient,
  paginateDescribeParameters,
  (page) => page.Parameters,
);

interface ListedParameter {
  readonly arn: string;
  readonly metadata: ParameterMetadata;
}

/** Every parameter of the account in the Region; never its value. */
export const parameter = defineCollector(
  {
    type: 'AWS::SSM::Parameter',
    service: 'ssm',
    where: 'region',
    list: {
      uses: [describeParameters],
      read: async (aws: Reader): Promise<readonly ListedParameter[]> =>
        (await aws(describeParameters, { MaxResults: 50 })).map((metadata) => ({
          arn: `arn:${aws.partition}:ssm:${aws.region}:${aws.account}:parameter/${required(metadata.Name, 'Name').replace(/^\//, '')}`,
          metadata,
        })),
    },
  },
  {
    name: listed(({ metadata }) => required(metadata.Name, 'Name')),
    type: listed(({ metadata }) => required(metadata.Type, 'Type')),
  },
);
