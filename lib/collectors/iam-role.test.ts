import { GetAccountAuthorizationDetailsCommand, IAMClient } from '@aws-sdk/client-iam';
import { beforeEach, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { collectAll } from '../../test/support/collect.ts';
import { role } from './iam-role.ts';

const iam = mockClient(IAMClient);
beforeEach(() => {
  iam.reset();
});

const ARN = 'arn:aws:iam::111122223333:role/';
const trust = (...Statement: readonly object[]) => encodeURIComponent(JSON.stringify({ Statement }));
const roles = () => collectAll(role, { region: 'aws-global' });

test('roles of all pages with what a reviewer asks', async () => {
  iam
    .on(GetAccountAuthorizationDetailsCommand)
    .resolves({
      RoleDetailList: [
        {
          Arn: `${ARN}app`,
          Path: '/',
          CreateDate: new Date('2026-10-22T05:00:00Z'),
          AssumeRolePolicyDocument: trust(
            { Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' },
            {
              Effect: 'Allow',
              Principal: { Service: 'ec2.amazonaws.com', AWS: ['222233334444', '333344445555'] },
              Action: 'sts:AssumeRole',
            },
            { Effect: 'Allow', NotPrincipal: { AWS: '444455556666' }, Action: 'sts:AssumeRole' },
            { Effect: 'Deny', Principal: '*', Action: 'sts:AssumeRole' },
          ),
          RolePolicyList: [{ PolicyName: 'own' }],
          AttachedManagedPolicies: [{ PolicyArn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' }],
          Tags: [{ Key: 'Owner', Value: 'core' }],
          RoleLastUsed: { LastUsedDate: new Date('2026-10-31T05:00:00Z'), Region: 'eu-west-1' },
        },
      ],
      IsTruncated: true,
      Marker: 'more',
    })
    .on(GetAccountAuthorizationDetailsCommand, { Marker: 'more' })
    .resolves({
      RoleDetailList: [
        { Arn: `${ARN}idle`, Path: '/x/', RoleLastUsed: {}, AssumeRolePolicyDocument: 'not a policy' },
        { Arn: `${ARN}odd`, Path: '/' },
        { Arn: `${ARN}somewhere`, RoleLastUsed: { LastUsedDate: new Date('2026-10-31T05:00:00Z') } },
      ],
    });
  const found = await roles();
  expect(found).toMatchObject({
    [`${ARN}app`]: {
      path: { value: '/' },
      ageDays: { value: 10 },
      tags: { value: { Owner: 'core' } },
      inlinePolicies: { value: ['own'] },
      attachedPolicies: { value: ['arn:aws:iam::aws:policy/ReadOnlyAccess'] },
      trustPolicy: { seen: true },
      trusted: {
        value: [
          'AWS 222233334444',
          'AWS 333344445555',
          'Service ec2.amazonaws.com',
          'everyone but AWS 444455556666',
        ],
      },
      lastUse: { value: { unusedDays: 1, region: 'eu-west-1' } },
    },
    [`${ARN}idle`]: {
      lastUse: { seen: true, value: null },
      trustPolicy: { seen: false },
      ageDays: { seen: false },
    },
    [`${ARN}somewhere`]: { lastUse: { value: { unusedDays: 1, region: null } } },
    [`${ARN}odd`]: { lastUse: { seen: false }, trusted: { seen: false } },
  });
});

test('a refusal throws', async () => {
  iam
    .on(GetAccountAuthorizationDetailsCommand)
    .rejects(Object.assign(new Error('no'), { name: 'AccessDenied' }));
  await expect(roles()).rejects.toMatchObject({
    unseen: { kind: 'denied', action: 'iam:GetAccountAuthorizationDetails' },
  });
});
