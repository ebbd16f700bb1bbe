import { DLMClient, GetLifecyclePoliciesCommand, type LifecyclePolicySummary } from '@aws-sdk/client-dlm';
import { defineCollector, listed, type Reader, required } from './collector.ts';
import { operation } from './operation.ts';

/** Without pages: an account has a hundred policies in a Region at most. */
const getLifecyclePolicies = operation('dlm:GetLifecyclePolicies', DLMClient, GetLifecyclePoliciesCommand);

interface ListedPolicy {
  readonly arn: string;
  readonly policy: LifecyclePolicySummary;
}

/** Every policy of Data Lifecycle Manager in the Region. */
export const lifecyclePolicy = defineCollector(
  {
    type: 'AWS::DLM::LifecyclePolicy',
    service: 'dlm',
    where: 'region',
    list: {
      uses: [getLifecyclePolicies],
      read: async (aws: Reader): Promise<readonly ListedPolicy[]> =>
        required((await aws(getLifecyclePolicies, {})).Policies, 'Policies').map((policy) => ({
          arn: `arn:${aws.partition}:dlm:${aws.region}:${aws.account}:policy/${required(policy.PolicyId, 'PolicyId')}`,
          policy,
        })),
    },
  },
  {
    description: listed(({ policy }) => policy.Description ?? ''),
    state: listed(({ policy }) => required(policy.State, 'State')),
  },
);
