import {
  CognitoIdentityProviderClient,
  DescribeUserPoolCommand,
  paginateListUserPools,
} from '@aws-sdk/client-cognito-identity-provider';
import { defineCollector, from, type Reader, required } from './collector.ts';
import { operation, paged } from './operation.ts';

const listUserPools = paged(
  'cognito-idp:ListUserPools',
  CognitoIdentityProviderClient,
  paginateListUserPools,
  (page) => page.UserPools,
);
const describeUserPool = operation(
  'cognito-idp:DescribeUserPool',
  CognitoIdentityProviderClient,
  DescribeUserPoolCommand,
);

/** The largest page of pools. https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListUserPools.html */
const PAGE = 60;

/** The kinds of characters that a password policy can require, sorted. */
const CHARACTERS = [
  ['lower case', 'RequireLowercase'],
  ['numbers', 'RequireNumbers'],
  ['symbols', 'RequireSymbols'],
  ['upper case', 'RequireUppercase'],
] as const;

interface ListedPool {
  readonly arn: string;
  readonly id: string;
}
const byId = ({ id }: ListedPool) => ({ UserPoolId: id });

/** Every user pool of the account in the Region. */
export const userPool = defineCollector(
  {
    type: 'AWS::Cognito::UserPool',
    service: 'cognito-idp',
    where: 'region',
    list: {
      uses: [listUserPools],
      read: async (aws: Reader): Promise<readonly ListedPool[]> =>
        (await aws(listUserPools, { MaxResults: PAGE })).map((pool) => {
          const id = required(pool.Id, 'Id');
          return { arn: `arn:${aws.partition}:cognito-idp:${aws.region}:${aws.account}:userpool/${id}`, id };
        }),
    },
  },
  {
    mfa: from(describeUserPool, byId, (reply) =>
      required(reply.UserPool?.MfaConfiguration, 'MfaConfiguration'),
    ),
    passwordPolicy: from(describeUserPool, byId, (reply) => {
      const policy = required(reply.UserPool?.Policies?.PasswordPolicy, 'PasswordPolicy');
      return {
        minLength: required(policy.MinimumLength, 'MinimumLength'),
        requires: CHARACTERS.filter(([, member]) => required(policy[member], member)).map(([kind]) => kind),
      };
    }),
  },
);
