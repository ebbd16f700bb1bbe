import { EC2Client, paginateDescribeSubnets } from '@aws-sdk/client-ec2';
import {
  type FunctionConfiguration,
  GetPolicyCommand,
  LambdaClient,
  paginateListCodeSigningConfigs,
  paginateListFunctions,
  paginateListFunctionsByCodeSigningConfig,
} from '@aws-sdk/client-lambda';
import { parsePolicy } from '../domain/policy/document.ts';
import { plainSecrets } from '../domain/secrets.ts';
import { defineCollector, from, listed, type Reader, required } from './collector.ts';
import { operation, paged } from './operation.ts';

const listFunctions = paged(
  'lambda:ListFunctions',
  LambdaClient,
  paginateListFunctions,
  (page) => page.Functions,
);
/** Lambda says that there is no policy with an error. */
const getPolicy = operation('lambda:GetPolicy', LambdaClient, GetPolicyCommand, [
  'ResourceNotFoundException',
]);
const listCodeSigningConfigs = paged(
  'lambda:ListCodeSigningConfigs',
  LambdaClient,
  paginateListCodeSigningConfigs,
  (page) => page.CodeSigningConfigs,
);
const listFunctionsByCodeSigningConfig = paged(
  'lambda:ListFunctionsByCodeSigningConfig',
  LambdaClient,
  paginateListFunctionsByCodeSigningConfig,
  (page) => page.FunctionArns,
);
const describeSubnets = paged(
  'ec2:DescribeSubnets',
  EC2Client,
  paginateDescribeSubnets,
  (page) => page.Subnets,
);

interface ListedFunction {
  readonly arn: string;
  readonly configuration: FunctionConfiguration;
}

/** Every function of the account in the Region, in its unpublished version. */
export const lambdaFunction = defineCollector(
  {
    type: 'AWS::Lambda::Function',
    service: 'lambda',
    where: 'region',
    list: {
      uses: [listFunctions],
      read: async (aws: Reader): Promise<readonly ListedFunction[]> =>
        (await aws(listFunctions, {})).map((configuration) => ({
          arn: required(configuration.FunctionArn, 'FunctionArn'),
          configuration,
        })),
    },
  },
  {
    plainSecrets: listed(({ configuration: { Environment, KMSKeyArn } }) => {
      const fault = Environment?.Error;
      if (fault && KMSKeyArn && /AccessDenied/.test(fault.ErrorCode ?? '')) return null;
      if (fault) throw new Error(`Lambda did not show the environment: ${fault.ErrorCode}`);
      return plainSecrets(Object.entries(Environment?.Variables ?? {}));
    }),
    runtime: listed(({ configuration: { Runtime, PackageType } }) =>
      PackageType === 'Image' ? null : required(Runtime, 'Runtime'),
    ),
    policy: from(
      getPolicy,
      ({ arn }) => ({ FunctionName: arn }),
      (reply) => (reply ? parsePolicy(required(reply.Policy, 'Policy')) : null),
    ),
    zones: {
      uses: [describeSubnets],
      read: async (aws, { configuration: { VpcConfig } }) => {
        const ids = VpcConfig?.SubnetIds ?? [];
        if (ids.length === 0) return null;
        const subnets = await aws(describeSubnets, { MaxResults: 1000 });
        const zones = ids.map((id) =>
          required(
            subnets.find(({ SubnetId }) => SubnetId === id)?.AvailabilityZone,
            `AvailabilityZone of ${id}`,
          ),
        );
        return [...new Set(zones)].sort();
      },
    },
    // Asked from the side of the configurations, which are few, instead of from that of each function.
    codeSigning: {
      uses: [listCodeSigningConfigs, listFunctionsByCodeSigningConfig],
      read: async (aws, { arn }) => {
        for (const { CodeSigningConfigArn, CodeSigningPolicies } of await aws(listCodeSigningConfigs, {})) {
          const signed = await aws(listFunctionsByCodeSigningConfig, { CodeSigningConfigArn });
          if (signed.includes(arn))
            return required(
              CodeSigningPolicies?.UntrustedArtifactOnDeployment,
              'UntrustedArtifactOnDeployment',
            );
        }
        return null;
      },
    },
  },
);
