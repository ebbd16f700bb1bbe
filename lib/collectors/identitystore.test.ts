import {
  ListGroupMembershipsCommand,
  ListGroupsCommand,
  ListUsersCommand,
} from '@aws-sdk/client-identitystore';
import { ListAccountAssignmentsCommand, ListInstancesCommand } from '@aws-sdk/client-sso-admin';
import { beforeEach, expect, test } from '@jest/globals';
import { collectAll } from '../../test/support/collect.ts';
import { identityCenter, MANAGEMENT, PROD, refusal } from '../../test/support/identity-center.ts';
import type { Collector } from './collector.ts';
import { group, user } from './identitystore.ts';

let mocks: ReturnType<typeof identityCenter>;
beforeEach(() => {
  mocks = identityCenter();
});

const ARN = 'arn:aws:identitystore:::';
const collect = (collector: Collector) =>
  collectAll(collector, { account: MANAGEMENT, region: 'aws-global' });
const admins = { permissionSet: 'Admins', administrator: true };
const readers = { permissionSet: 'Readers', administrator: false, accounts: [PROD] };

test('users have their groups, and access of their own and through groups', async () => {
  expect(await collect(user)).toEqual({
    [`${ARN}user/u-ann`]: {
      userName: { seen: true, value: 'ann' },
      displayName: { seen: true, value: 'Ann' },
      status: { seen: true, value: 'ENABLED' },
      groups: { seen: true, value: ['Everyone', 'Platform'] },
      access: {
        seen: true,
        value: [
          { ...readers, through: 'Everyone' },
          { ...admins, through: 'Platform', accounts: [MANAGEMENT, PROD] },
        ],
      },
    },
    [`${ARN}user/u-bob`]: {
      userName: { seen: true, value: 'bob' },
      displayName: { seen: true, value: null },
      status: { seen: true, value: null },
      groups: { seen: true, value: [] },
      access: { seen: true, value: [{ ...admins, through: null, accounts: [PROD] }] },
    },
  });
  expect(mocks.store.commandCalls(ListUsersCommand)).toHaveLength(2);
  expect(mocks.store.commandCalls(ListGroupMembershipsCommand)).toHaveLength(3);
});

test('groups have their members, also those whom the store no longer lists', async () => {
  expect(await collect(group)).toEqual({
    [`${ARN}group/g-everyone`]: {
      name: { seen: true, value: 'Everyone' },
      members: {
        seen: true,
        value: [
          { id: 'u-ann', userName: 'ann' },
          { id: 'u-gone', userName: null },
        ],
      },
      access: { seen: true, value: [{ ...readers, through: null }] },
    },
    [`${ARN}group/g-platform`]: {
      name: { seen: true, value: 'Platform' },
      members: { seen: true, value: [{ id: 'u-ann', userName: 'ann' }] },
      access: { seen: true, value: [{ ...admins, through: null, accounts: [MANAGEMENT, PROD] }] },
    },
  });
});

test('without Identity Center there is nobody, for one request a Region', async () => {
  mocks.sso.on(ListInstancesCommand).resolves({ Instances: [] });
  expect(await collect(user)).toEqual({});
  expect(await collect(group)).toEqual({});
  expect(mocks.store.calls()).toHaveLength(0);
});

test.each([user, group])('what is refused or broken leaves everybody unknown: $type', async (collector) => {
  mocks.store.on(ListGroupMembershipsCommand, { GroupId: 'g-platform' }).rejects(refusal());
  await expect(collect(collector)).rejects.toMatchObject({
    unseen: { kind: 'denied', action: 'identitystore:ListGroupMemberships' },
  });
  mocks = identityCenter();
  mocks.store.on(ListGroupsCommand).resolves({ Groups: [{ IdentityStoreId: 'd-1', GroupId: 'g-platform' }] });
  await expect(collect(collector)).rejects.toMatchObject({
    unseen: { message: expect.stringContaining('DisplayName') },
  });
  mocks = identityCenter();
  mocks.sso.on(ListAccountAssignmentsCommand).rejects(refusal());
  await expect(collect(collector)).rejects.toMatchObject({
    unseen: { kind: 'denied', action: 'sso:ListAccountAssignments' },
  });
});
