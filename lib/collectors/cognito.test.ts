import {
  CognitoIdentityProviderClient,
  DescribeUserPoolCommand,
  ListUserPoolsCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { afterEach, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { collectAll } from '../../test/support/collect.ts';
import { userPool } from './cognito.ts';

const cognito = mockClient(CognitoIdentityProviderClient);
afterEach(() => {
  cognito.reset();
});

const ARN = 'arn:aws:cognito-idp:eu-west-1:111122223333:userpool/';
const denied = Object.assign(new Error('no'), { name: 'AccessDeniedException' });

const passwords = {
  MinimumLength: 12,
  RequireLowercase: true,
  RequireNumbers: true,
  RequireSymbols: false,
  RequireUppercase: true,
};

test('pools of every page have their MFA setting and password policy; a refused one or a missing member is unseen', async () => {
  cognito
    .on(ListUserPoolsCommand, { MaxResults: 60 })
    .resolves({ UserPools: [{ Id: 'eu-west-1_a' }, { Id: 'eu-west-1_b' }], NextToken: 'more' })
    .on(ListUserPoolsCommand, { MaxResults: 60, NextToken: 'more' })
    .resolves({ UserPools: [{ Id: 'eu-west-1_c' }] })
    .on(DescribeUserPoolCommand, { UserPoolId: 'eu-west-1_a' })
    .resolves({ UserPool: { MfaConfiguration: 'OPTIONAL', Policies: { PasswordPolicy: passwords } } })
    .on(DescribeUserPoolCommand, { UserPoolId: 'eu-west-1_b' })
    .rejects(denied)
    .on(DescribeUserPoolCommand, { UserPoolId: 'eu-west-1_c' })
    .resolves({
      UserPool: { Policies: { PasswordPolicy: { ...passwords, RequireSymbols: undefined } } },
    });
  expect(await collectAll(userPool)).toMatchObject({
    [`${ARN}eu-west-1_a`]: {
      mfa: { seen: true, value: 'OPTIONAL' },
      passwordPolicy: {
        seen: true,
        value: { minLength: 12, requires: ['lower case', 'numbers', 'upper case'] },
      },
    },
    [`${ARN}eu-west-1_b`]: { mfa: { unseen: { kind: 'denied', action: 'cognito-idp:DescribeUserPool' } } },
    [`${ARN}eu-west-1_c`]: {
      mfa: { unseen: { kind: 'failed' } },
      passwordPolicy: { unseen: { kind: 'failed' } },
    },
  });
  expect(cognito.commandCalls(DescribeUserPoolCommand)).toHaveLength(3);
});

test('a refused listing throws', async () => {
  cognito.on(ListUserPoolsCommand).rejects(denied);
  await expect(collectAll(userPool)).rejects.toMatchObject({
    unseen: { kind: 'denied', action: 'cognito-idp:ListUserPools' },
  });
});
