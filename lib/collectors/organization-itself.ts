import { DescribeOrganizationCommand, OrganizationsClient } from '@aws-sdk/client-organizations';
import { type Reader, required } from './collector.ts';
import { operation } from './operation.ts';

/** Null for an account that belongs to no Organization. Every account may ask. */
export const describeOrganization = operation(
  'organizations:DescribeOrganization',
  OrganizationsClient,
  DescribeOrganizationCommand,
  ['AWSOrganizationsNotInUseException'],
);

/** The Organization as the one resource of its type: several services have facts of it. */
export const organizationItself = {
  type: 'AWS::Organizations::Organization',
  service: 'organizations',
  where: 'organization',
  list: {
    uses: [describeOrganization],
    read: async (aws: Reader) => [
      { arn: required((await aws(describeOrganization, {}))?.Organization?.Arn, 'Arn') },
    ],
  },
} as const;
