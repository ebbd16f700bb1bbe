import { DescribeRegionsCommand } from '@aws-sdk/client-ec2';
import { ListGroupsCommand } from '@aws-sdk/client-identitystore';
import { DescribeOrganizationCommand, OrganizationsClient } from '@aws-sdk/client-organizations';
import {
  DescribePermissionSetCommand,
  GetInlinePolicyForPermissionSetCommand,
  GetPermissionsBoundaryForPermissionSetCommand,
  ListAccountAssignmentsCommand,
  ListCustomerManagedPolicyReferencesInPermissionSetCommand,
  ListInstancesCommand,
  ListManagedPoliciesInPermissionSetCommand,
  ListPermissionSetsCommand,
} from '@aws-sdk/client-sso-admin';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { collectAll } from '../../test/support/collect.ts';
import {
  ADMINS,
  INSTANCE,
  identityCenter,
  MANAGEMENT,
  PROD,
  READERS,
  refusal,
} from '../../test/support/identity-center.ts';
import type { Collector } from './collector.ts';
import { assignment, organization, permissionSet } from './sso-admin.ts';

let mocks: ReturnType<typeof identityCenter>;
const organizations = mockClient(OrganizationsClient);
beforeEach(() => {
  mocks = identityCenter();
  organizations.reset();
  organizations.on(DescribeOrganizationCommand).resolves({ Organization: { Arn: 'o-1' } });
});

const collect = (collector: Collector, ...facts: readonly string[]) =>
  collectAll(collector, {
    account: MANAGEMENT,
    region: 'aws-global',
    ...(facts.length > 0 && { facts }),
  });

describe('the instance', () => {
  const found = async () => (await collect(organization))['o-1']?.identityCenter;

  test('it is found in whichever Region it is; those of single accounts do not count', async () => {
    const value = [{ arn: INSTANCE, region: 'eu-west-1', status: 'ACTIVE' }];
    expect(await found()).toEqual({ seen: true, value });
    expect(mocks.sso.commandCalls(ListInstancesCommand)).toHaveLength(2);
  });

  test('its copies in further Regions are the same, and it is asked in the primary', async () => {
    mocks.sso.on(ListInstancesCommand).resolves({
      Instances: [
        {
          InstanceArn: INSTANCE,
          IdentityStoreId: 'd-1',
          OwnerAccountId: MANAGEMENT,
          Status: 'ACTIVE',
          PrimaryRegion: 'us-east-1',
        },
      ],
    });
    const value = [{ arn: INSTANCE, region: 'us-east-1', status: 'ACTIVE' }];
    expect(await found()).toEqual({ seen: true, value });
  });

  test('there is none only when every Region says so', async () => {
    mocks.sso.on(ListInstancesCommand).resolves({ Instances: [] });
    expect(await found()).toEqual({ seen: true, value: [] });
    mocks.sso.on(ListInstancesCommand).callsFake(async (_, getClient) => {
      if ((await getClient().config.region()) === 'us-east-1') throw refusal();
      return { Instances: [] };
    });
    expect(await found()).toMatchObject({ unseen: { kind: 'denied', action: 'sso:ListInstances' } });
  });

  test('a Region that refuses hides no second one: an Organization has one', async () => {
    mocks.sso.on(ListInstancesCommand).callsFake(async (_, getClient) => {
      if ((await getClient().config.region()) === 'us-east-1') throw refusal();
      return {
        Instances: [
          { InstanceArn: INSTANCE, IdentityStoreId: 'd-1', OwnerAccountId: MANAGEMENT, Status: 'ACTIVE' },
        ],
      };
    });
    expect(await found()).toMatchObject({ seen: true, value: [{ region: 'eu-west-1' }] });
  });

  test('Regions that cannot be listed leave it unseen', async () => {
    mocks.ec2.on(DescribeRegionsCommand).rejects(refusal('UnauthorizedOperation'));
    expect(await found()).toMatchObject({ unseen: { kind: 'denied', action: 'ec2:DescribeRegions' } });
  });
});

describe('permission sets', () => {
  test('they have names and the length of their sessions, an hour unless said otherwise', async () => {
    expect(await collect(permissionSet)).toEqual({
      [ADMINS]: { name: { seen: true, value: 'Admins' }, sessionMinutes: { seen: true, value: 90 } },
      [READERS]: { name: { seen: true, value: 'Readers' }, sessionMinutes: { seen: true, value: 60 } },
    });
    expect(mocks.sso.commandCalls(DescribePermissionSetCommand)).toHaveLength(2);
  });

  test.each([
    ['PT12H', 720],
    ['PT45M', 45],
    ['PT3600S', 60],
  ])('%s is %i minutes', async (SessionDuration, value) => {
    mocks.sso.on(DescribePermissionSetCommand).resolves({ PermissionSet: { Name: 'x', SessionDuration } });
    expect((await collect(permissionSet))[ADMINS]).toMatchObject({ sessionMinutes: { value } });
  });

  test.each(['PT', 'P1D', '8 hours', ''])('%j is no duration', async (SessionDuration) => {
    mocks.sso.on(DescribePermissionSetCommand).resolves({ PermissionSet: { Name: 'x', SessionDuration } });
    expect((await collect(permissionSet))[ADMINS]).toMatchObject({
      sessionMinutes: { unseen: { kind: 'failed', message: expect.stringContaining('SessionDuration') } },
    });
  });

  test('a listing that is refused throws; a set that is refused is unseen', async () => {
    mocks.sso.on(DescribePermissionSetCommand).rejects(refusal());
    expect((await collect(permissionSet))[ADMINS]).toMatchObject({
      name: { unseen: { kind: 'denied', action: 'sso:DescribePermissionSet' } },
    });
    mocks.sso.on(ListPermissionSetsCommand).rejects(refusal());
    await expect(collect(permissionSet)).rejects.toMatchObject({
      unseen: { kind: 'denied', action: 'sso:ListPermissionSets' },
    });
  });
});

describe('assignments', () => {
  const admins = {
    permissionSet: 'Admins',
    managed: ['arn:aws:iam::aws:policy/AdministratorAccess', 'arn:aws:iam::aws:policy/ReadOnlyAccess'],
    customerManaged: [],
    inline: false,
    administrator: true,
  };
  const grant = async () => {
    const found = await collect(assignment, 'grant');
    return found[`${READERS}#${PROD}/GROUP/g-everyone`]?.grant;
  };

  test('all pages, with the names of users and groups; who is gone has none', async () => {
    const found = await collect(assignment);
    expect(Object.keys(found).sort()).toEqual([
      `${ADMINS}#${MANAGEMENT}/GROUP/g-platform`,
      `${ADMINS}#${PROD}/GROUP/g-gone`,
      `${ADMINS}#${PROD}/GROUP/g-platform`,
      `${ADMINS}#${PROD}/USER/u-bob`,
      `${READERS}#${PROD}/GROUP/g-everyone`,
    ]);
    expect(found[`${ADMINS}#${PROD}/USER/u-bob`]).toEqual({
      account: { seen: true, value: PROD },
      grant: { seen: true, value: admins },
      boundary: { seen: true, value: null },
      principalType: { seen: true, value: 'USER' },
      principal: { seen: true, value: { id: 'u-bob', name: 'bob' } },
    });
    expect(found[`${ADMINS}#${PROD}/GROUP/g-gone`]).toMatchObject({
      principal: { value: { id: 'g-gone', name: null } },
    });
    expect(found[`${READERS}#${PROD}/GROUP/g-everyone`]).toMatchObject({
      grant: { value: { permissionSet: 'Readers', administrator: false } },
      principal: { value: { id: 'g-everyone', name: 'Everyone' } },
    });
    expect(mocks.sso.commandCalls(ListAccountAssignmentsCommand)).toHaveLength(4);
  });

  test('an inline policy that allows everything makes an administrator', async () => {
    mocks.sso.on(GetInlinePolicyForPermissionSetCommand).resolves({
      InlinePolicy: JSON.stringify({ Statement: { Effect: 'Allow', Action: '*', Resource: '*' } }),
    });
    expect(await grant()).toMatchObject({ value: { inline: true, administrator: true } });
    mocks.sso.on(GetInlinePolicyForPermissionSetCommand).resolves({
      InlinePolicy: JSON.stringify({ Statement: { Effect: 'Allow', Action: 's3:*', Resource: '*' } }),
    });
    expect(await grant()).toMatchObject({ value: { inline: true, administrator: false } });
  });

  test('policies that accounts keep decide in the accounts, unless the rest already administers', async () => {
    mocks.sso
      .on(ListCustomerManagedPolicyReferencesInPermissionSetCommand)
      .resolves({ CustomerManagedPolicyReferences: [{ Name: 'Own', Path: '/team/' }, { Name: 'All' }] });
    const customerManaged = ['/All', '/team/Own'];
    expect(await grant()).toMatchObject({ value: { customerManaged, administrator: null } });
    mocks.sso.on(ListManagedPoliciesInPermissionSetCommand).resolves({
      AttachedManagedPolicies: [{ Arn: 'arn:aws-us-gov:iam::aws:policy/IAMFullAccess' }],
    });
    expect(await grant()).toMatchObject({ value: { customerManaged, administrator: true } });
  });

  test.each([
    [
      { ManagedPolicyArn: 'arn:aws:iam::aws:policy/PowerUserAccess' },
      'arn:aws:iam::aws:policy/PowerUserAccess',
    ],
    [{ CustomerManagedPolicyReference: { Name: 'Limit', Path: '/' } }, '/Limit'],
  ])('a boundary is told: %j', async (PermissionsBoundary, boundary) => {
    mocks.sso.on(GetPermissionsBoundaryForPermissionSetCommand).resolves({ PermissionsBoundary });
    expect((await collect(assignment, 'boundary'))[`${READERS}#${PROD}/GROUP/g-everyone`]).toEqual({
      boundary: { seen: true, value: boundary },
    });
  });

  test('one list that is refused, or a policy that is none, leaves the whole population unknown', async () => {
    mocks.sso.on(ListAccountAssignmentsCommand, { AccountId: MANAGEMENT }).rejects(refusal());
    await expect(collect(assignment)).rejects.toMatchObject({
      unseen: { kind: 'denied', action: 'sso:ListAccountAssignments' },
    });
    mocks = identityCenter();
    mocks.sso.on(GetInlinePolicyForPermissionSetCommand).resolves({ InlinePolicy: '{' });
    await expect(collect(assignment)).rejects.toMatchObject({ unseen: { kind: 'failed' } });
  });

  test('names and boundaries that are refused are unseen, and the rest is seen', async () => {
    mocks.store.on(ListGroupsCommand).rejects(refusal());
    mocks.sso.on(GetPermissionsBoundaryForPermissionSetCommand).rejects(refusal());
    expect((await collect(assignment))[`${READERS}#${PROD}/GROUP/g-everyone`]).toMatchObject({
      account: { seen: true },
      boundary: { unseen: { kind: 'denied', action: 'sso:GetPermissionsBoundaryForPermissionSet' } },
      principal: { unseen: { kind: 'denied', action: 'identitystore:ListGroups' } },
    });
  });
});
