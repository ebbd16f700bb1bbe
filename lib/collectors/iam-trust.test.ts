import { GetAccountAuthorizationDetailsCommand, IAMClient } from '@aws-sdk/client-iam';
import { beforeEach, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { collectAll } from '../../test/support/collect.ts';
import { roleTrust } from './iam-trust.ts';

const iam = mockClient(IAMClient);
const ARN = 'arn:aws:iam::111122223333:role';
const seen = (value: unknown) => ({ seen: true, value });
const role = (RoleName: string, Path: string, Principal: object) => ({
  Arn: `${ARN}${Path}${RoleName}`,
  RoleName,
  Path,
  AssumeRolePolicyDocument: encodeURIComponent(
    JSON.stringify({ Statement: { Effect: 'Allow', Principal, Action: 'sts:AssumeRole' } }),
  ),
});

beforeEach(() => {
  iam.reset();
});

test('roles of every page have their keeper and whom they trust, by where the account stands', async () => {
  iam
    .on(GetAccountAuthorizationDetailsCommand)
    .resolves({
      RoleDetailList: [
        role('deploy', '/ci/', { AWS: '222233334444' }),
        role('AWSServiceRoleForSupport', '/aws-service-role/support.amazonaws.com/', {
          Service: 'support.amazonaws.com',
        }),
      ],
      Marker: 'more',
      IsTruncated: true,
    })
    .on(GetAccountAuthorizationDetailsCommand, { Marker: 'more' })
    .resolves({
      RoleDetailList: [
        role('AWSReservedSSO_Admin_0a1b', '/aws-reserved/sso.amazonaws.com/eu-west-1/', { AWS: '*' }),
        {
          Arn: `${ARN}/odd`,
          RoleName: 'odd',
          AssumeRolePolicyDocument: '{"Statement":[{"Effect":"Maybe"}]}',
        },
      ],
    });
  const read = (surroundings: object) => collectAll(roleTrust, { region: 'aws-global', surroundings });
  const failed = { unseen: { kind: 'failed', action: 'iam:GetAccountAuthorizationDetails' } };
  expect(await read({ accounts: ['111122223333', '222233334444'] })).toMatchObject({
    [`${ARN}/ci/deploy`]: {
      roleName: seen('deploy'),
      keeper: seen(null),
      trusts: seen([{ principal: '222233334444', reach: 'organization' }]),
      alone: seen(false),
    },
    [`${ARN}/aws-service-role/support.amazonaws.com/AWSServiceRoleForSupport`]: {
      keeper: seen('an AWS service'),
    },
    [`${ARN}/aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_Admin_0a1b`]: {
      keeper: seen('IAM Identity Center'),
    },
    [`${ARN}/odd`]: { roleName: seen('odd'), keeper: failed, trusts: failed },
  });
  expect(await read({ organization: null })).toMatchObject({
    [`${ARN}/ci/deploy`]: { trusts: seen([{ reach: 'outside' }]), alone: seen(true) },
  });
});

test('a refused listing throws', async () => {
  iam
    .on(GetAccountAuthorizationDetailsCommand)
    .rejects(Object.assign(new Error('no'), { name: 'AccessDenied' }));
  await expect(collectAll(roleTrust, { region: 'aws-global' })).rejects.toMatchObject({
    unseen: { kind: 'denied', action: 'iam:GetAccountAuthorizationDetails' },
  });
});
