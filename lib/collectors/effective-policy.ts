import { DescribeEffectivePolicyCommand, OrganizationsClient } from '@aws-sdk/client-organizations';
import { operation } from './operation.ts';

/** What the policies of one type, put together, say in the account itself; null: there are none. */
export const describeEffectivePolicy = operation(
  'organizations:DescribeEffectivePolicy',
  OrganizationsClient,
  DescribeEffectivePolicyCommand,
  ['EffectivePolicyNotFoundException', 'AWSOrganizationsNotInUseException'],
);
