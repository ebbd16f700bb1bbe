import {
  DescribeEffectivePolicyCommand,
  type EffectivePolicyType,
  OrganizationsClient,
} from '@aws-sdk/client-organizations';
import type { Listed } from '../domain/observed.ts';
import { type FactReader, required } from './collector.ts';
import { operation } from './operation.ts';

const describeEffectivePolicy = operation(
  'organizations:DescribeEffectivePolicy',
  OrganizationsClient,
  DescribeEffectivePolicyCommand,
  ['EffectivePolicyNotFoundException', 'AWSOrganizationsNotInUseException'],
);

/**
 * A fact that the policies of one type tell, which AWS itself has put together for the account: what is in effect
 * rather than what is attached. Policies of a type that is not enabled cannot be attached, so that none is asked for.
 * https://docs.aws.amazon.com/organizations/latest/APIReference/API_DescribeEffectivePolicy.html
 * @param value what it makes of the policy's JSON text; null: there is none
 */
export const fromEffectivePolicy = <V>(
  type: EffectivePolicyType,
  value: (content: string | null) => V,
): FactReader<Listed, V> => ({
  uses: [describeEffectivePolicy],
  read: async (aws) => {
    const { policyTypes } = aws.surroundings;
    if (policyTypes && !policyTypes.includes(type)) return value(null);
    const reply = await aws(describeEffectivePolicy, { PolicyType: type });
    return value(reply && required(reply.EffectivePolicy?.PolicyContent, 'PolicyContent'));
  },
});
