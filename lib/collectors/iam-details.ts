import {
  type AttachedPolicy,
  type GetAccountAuthorizationDetailsCommandInput,
  type GetAccountAuthorizationDetailsCommandOutput,
  IAMClient,
  type PolicyDetail,
  paginateGetAccountAuthorizationDetails,
  type RoleDetail,
} from '@aws-sdk/client-iam';
import { type Reader, required } from './collector.ts';
import { paged } from './operation.ts';

/**
 * Users, groups, roles and policies in one listing.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountAuthorizationDetails.html
 */
export const getAuthorizationDetails = paged(
  'iam:GetAccountAuthorizationDetails',
  IAMClient,
  paginateGetAccountAuthorizationDetails,
  (page) => [page],
);

/** In the largest pages that AWS gives, and the same for every collector, so that it is read once a target. */
export const DETAILS: GetAccountAuthorizationDetailsCommandInput = {
  Filter: ['User', 'Group', 'Role', 'LocalManagedPolicy', 'AWSManagedPolicy'],
  MaxItems: 1000,
};

/** Whether a managed policy is AWS's own: its ARN has `aws` in the account's place. */
export const isOfAws = (policyArn: string): boolean => policyArn.split(':')[4] === 'aws';

type Details = GetAccountAuthorizationDetailsCommandOutput;
type Lists = 'UserDetailList' | 'GroupDetailList' | 'RoleDetailList' | 'Policies';

/** One of the listing's lists, over all pages. */
export const details = async <L extends Lists>(
  aws: Reader,
  list: L,
): Promise<readonly NonNullable<Details[L]>[number][]> =>
  (await aws(getAuthorizationDetails, DETAILS)).flatMap(
    (page): readonly NonNullable<Details[L]>[number][] => page[list] ?? [],
  );

export interface ListedRole {
  readonly arn: string;
  readonly role: RoleDetail;
}

/** The population of those who read roles: every role of the account, those of AWS services included. */
export const everyRole = {
  uses: [getAuthorizationDetails],
  read: async (aws: Reader): Promise<readonly ListedRole[]> =>
    (await details(aws, 'RoleDetailList')).map((role) => ({ arn: required(role.Arn, 'Arn'), role })),
};

/** Names of inline policies, sorted. */
export const inlinePolicies = (policies: readonly PolicyDetail[] = []): readonly string[] =>
  policies.map(({ PolicyName }) => required(PolicyName, 'PolicyName')).sort();

/** ARNs of attached policies, sorted. */
export const attachedPolicies = (policies: readonly AttachedPolicy[] = []): readonly string[] =>
  policies.map(({ PolicyArn }) => required(PolicyArn, 'PolicyArn')).sort();
