import {
  type GetAccountAuthorizationDetailsCommandInput,
  IAMClient,
  paginateGetAccountAuthorizationDetails,
} from '@aws-sdk/client-iam';
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
