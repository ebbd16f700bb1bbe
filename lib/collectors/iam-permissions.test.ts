import {
  GenerateCredentialReportCommand,
  GetAccountAuthorizationDetailsCommand,
  GetCredentialReportCommand,
  type GroupDetail,
  IAMClient,
  type ManagedPolicyDetail,
  type RoleDetail,
  type UserDetail,
} from '@aws-sdk/client-iam';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { type CollectOptions, collectAll } from '../../test/support/collect.ts';
import type { Unseen } from '../domain/observed.ts';
import type { Collector } from './collector.ts';
import { accountPower, rolePower, userPower } from './iam-permissions.ts';

const iam = mockClient(IAMClient);
beforeEach(() => {
  iam.reset();
});

const ARN = 'arn:aws:iam::111122223333:';
const ADMIN = 'arn:aws:iam::aws:policy/AdministratorAccess';

const text = (...Statement: readonly object[]) => JSON.stringify({ Version: '2012-10-17', Statement });
const sent = (...statements: readonly object[]) => encodeURIComponent(text(...statements));
const everything = { Effect: 'Allow', Action: '*', Resource: '*' };
const attach = { Sid: 'Attach', Effect: 'Allow', Action: 'iam:AttachRolePolicy', Resource: '*' };
const stop = { Sid: 'Stop', Effect: 'Allow', Action: 'cloudtrail:StopLogging', Resource: '*' };

const managed = (Arn: string, ...statements: readonly object[]): ManagedPolicyDetail => ({
  Arn,
  PolicyVersionList: [
    { VersionId: 'v2', Document: sent(everything), IsDefaultVersion: false },
    { VersionId: 'v1', Document: sent(...statements), IsDefaultVersion: true },
  ],
});
const role = (name: string, more: Partial<RoleDetail> = {}): RoleDetail => ({
  Arn: `${ARN}role/${name}`,
  RoleName: name,
  Path: '/',
  ...more,
});
const user = (name: string, more: Partial<UserDetail> = {}): UserDetail => ({
  Arn: `${ARN}user/${name}`,
  UserName: name,
  ...more,
});
const inline = (name: string, ...statements: readonly object[]) => [
  { PolicyName: name, PolicyDocument: sent(...statements) },
];
const attached = (PolicyArn: string) => [{ PolicyArn, PolicyName: 'x' }];

/** Two pages, so that what belongs together is not on one. */
const listing = (
  first: {
    readonly users?: readonly UserDetail[];
    readonly roles?: readonly RoleDetail[];
  },
  second: {
    readonly groups?: readonly GroupDetail[];
    readonly policies?: readonly ManagedPolicyDetail[];
  } = {},
) =>
  iam
    .on(GetAccountAuthorizationDetailsCommand)
    .resolves({
      UserDetailList: [...(first.users ?? [])],
      RoleDetailList: [...(first.roles ?? [])],
      IsTruncated: true,
      Marker: 'more',
    })
    .on(GetAccountAuthorizationDetailsCommand, { Marker: 'more' })
    .resolves({
      GroupDetailList: [...(second.groups ?? [])],
      Policies: [...(second.policies ?? [managed(ADMIN, everything)])],
    });

const POWER = ['administrator', 'escalations', 'tampering'];
const collect = (collector: Collector, options: CollectOptions = {}) =>
  collectAll(collector, { region: 'aws-global', facts: POWER, ...options });
const scps = (...levels: readonly (readonly object[])[]): CollectOptions => ({
  surroundings: {
    guardrails: {
      seen: true,
      value: levels.map((statements) => [{ name: 'scp', document: text(...statements) }]),
    },
  },
});

const NOTHING = {
  administrator: { seen: true, value: null },
  escalations: { seen: true, value: [] },
  tampering: { seen: true, value: [] },
};

describe('where permissions come from', () => {
  test('own, attached and groups’ policies in the version in force, over all pages', async () => {
    listing(
      {
        users: [
          user('ann', { GroupList: ['devs'] }),
          user('bob', {
            UserPolicyList: inline('own', attach),
            AttachedManagedPolicies: attached(`${ARN}policy/stop`),
          }),
        ],
      },
      {
        groups: [
          {
            Arn: `${ARN}group/devs`,
            GroupName: 'devs',
            GroupPolicyList: inline('attach', attach),
            AttachedManagedPolicies: attached(`${ARN}policy/stop`),
          },
        ],
        policies: [managed(`${ARN}policy/stop`, stop)],
      },
    );
    const power = (own: string) => ({
      administrator: { value: null },
      escalations: {
        value: [{ path: 'attach-role-policy', by: [{ policy: own, statements: ['"Attach"'] }] }],
      },
      tampering: {
        value: [
          { over: 'scanner', actions: ['iam:AttachRolePolicy'], by: [{ policy: own }] },
          { over: 'record', by: [{ policy: `${ARN}policy/stop`, statements: ['"Stop"'] }] },
        ],
      },
    });
    expect(await collect(userPower)).toMatchObject({
      [`${ARN}user/ann`]: power(`${ARN}group/devs#inline/attach`),
      [`${ARN}user/bob`]: power(`${ARN}user/bob#inline/own`),
    });
    expect(iam.commandCalls(GetAccountAuthorizationDetailsCommand)).toHaveLength(2);
  });

  test('a boundary limits; an administrator is named with the statement', async () => {
    listing(
      {
        roles: [
          role('Admin', { AttachedManagedPolicies: attached(ADMIN) }),
          role('Held', {
            AttachedManagedPolicies: attached(ADMIN),
            PermissionsBoundary: { PermissionsBoundaryArn: `${ARN}policy/edge` },
          }),
        ],
      },
      {
        policies: [
          managed(ADMIN, everything),
          managed(`${ARN}policy/edge`, { Effect: 'Allow', Action: 's3:*', Resource: '*' }),
        ],
      },
    );
    const found = await collect(rolePower);
    expect(found[`${ARN}role/Admin`]).toMatchObject({
      administrator: { value: { by: [{ policy: ADMIN, statements: ['number 1'] }], needsMfa: false } },
      escalations: { value: [] },
      tampering: { value: [] },
    });
    expect(found[`${ARN}role/Held`]).toEqual(NOTHING);
    expect(await collect(accountPower, { facts: ['administrators'] })).toEqual({
      [`${ARN}root`]: { administrators: { seen: true, value: ['role/Admin'] } },
    });
  });

  test('SCPs limit all but the roles of AWS services', async () => {
    const service = role('Service', {
      Path: '/aws-service-role/x.amazonaws.com/',
      RolePolicyList: inline('p', attach),
    });
    listing({ roles: [role('ci', { RolePolicyList: inline('p', attach) }), service] });
    const facts = ['escalations', 'serviceLinked'];
    const deny = { ...attach, Effect: 'Deny' };
    expect(await collect(rolePower, { facts, ...scps([everything], [everything, deny]) })).toMatchObject({
      [`${ARN}role/ci`]: { escalations: { value: [] }, serviceLinked: { value: false } },
      [`${ARN}role/Service`]: {
        escalations: { value: [{ path: 'attach-role-policy' }] },
        serviceLinked: { value: true },
      },
    });
  });
});

describe('what there is power over', () => {
  const all = (...actions: readonly string[]) => ({ Effect: 'Allow', Action: actions, Resource: '*' });
  const powers = all('s3:PutBucketPolicy', 'organizations:LeaveOrganization', 'organizations:DetachPolicy');

  test.each<[string, readonly string[], CollectOptions['surroundings'], readonly string[]]>([
    ['a member account', ['seal-scan'], {}, ['membership']],
    ['the account that keeps evidence', ['vouch-seal-scan'], {}, ['evidence', 'membership']],
    ['that of a second deployment', ['vouch-eu-seal-scan'], {}, ['evidence', 'membership']],
    ['the management account', [], { management: '111122223333' }, ['guardrails']],
    ['an account alone', [], { organization: null, management: null }, []],
  ])('in %s', async (_, roles, surroundings, subjects) => {
    listing({
      roles: [...roles.map((name) => role(name)), role('ci', { RolePolicyList: inline('p', powers) })],
    });
    const found = await collect(rolePower, { facts: ['tampering'], surroundings: surroundings ?? {} });
    expect(found[`${ARN}role/ci`]).toMatchObject({
      tampering: { value: subjects.map((subject) => ({ over: subject })) },
    });
  });
});

describe('what cannot be known is unseen', () => {
  const denied: Unseen = {
    kind: 'denied',
    action: 'organizations:ListPolicies',
    message: 'AccessDenied: no',
  };
  const blind: CollectOptions = { surroundings: { guardrails: { seen: false, unseen: denied } } };

  test('without the SCPs, what somebody can do; what somebody cannot is certain', async () => {
    const reader = role('reader', { RolePolicyList: inline('p', { ...everything, Action: 's3:GetObject' }) });
    const admin = role('Admin', { AttachedManagedPolicies: attached(ADMIN) });
    listing({ roles: [admin, reader] });
    const unseen = { seen: false, unseen: denied };
    expect(await collect(rolePower, blind)).toEqual({
      [`${ARN}role/Admin`]: { administrator: unseen, escalations: unseen, tampering: unseen },
      [`${ARN}role/reader`]: NOTHING,
    });
    const facts = ['administrators'];
    expect(await collect(accountPower, { ...blind, facts })).toEqual({
      [`${ARN}root`]: { administrators: unseen },
    });
    listing({ roles: [reader] });
    expect(await collect(accountPower, { ...blind, facts })).toEqual({
      [`${ARN}root`]: { administrators: { seen: true, value: [] } },
    });
  });

  test.each<[string, Partial<UserDetail>, string]>([
    [
      'an attached policy that is not listed',
      { AttachedManagedPolicies: attached(`${ARN}policy/gone`) },
      `the attached policy ${ARN}policy/gone`,
    ],
    ['a boundary that is not listed', { PermissionsBoundary: { PermissionsBoundaryArn: 'arn:b' } }, 'arn:b'],
    ['a group that is not listed', { GroupList: ['devs'] }, 'the group devs'],
    [
      'a document with a fault',
      { UserPolicyList: inline('own', attach, { ...attach, Action: 7 }) },
      `policy ${ARN}user/ann#inline/own: Statement[1].Action`,
    ],
    [
      'an inline policy without a document',
      { UserPolicyList: [{ PolicyName: 'own' }] },
      'lacks the document in force',
    ],
  ])('%s', async (_, more, message) => {
    listing({ users: [user('ann', more), user('bob')] });
    const unseen = { seen: false, unseen: { kind: 'failed', message: expect.stringContaining(message) } };
    expect(await collect(userPower)).toMatchObject({
      [`${ARN}user/ann`]: { administrator: unseen, escalations: unseen, tampering: unseen },
      [`${ARN}user/bob`]: NOTHING,
    });
  });

  test('an SCP with a fault', async () => {
    listing({ users: [user('ann')] });
    expect(await collect(userPower, scps([{ Effect: 'Maybe' }]))).toMatchObject({
      [`${ARN}user/ann`]: { administrator: { unseen: { message: expect.stringContaining('policy scp: ') } } },
    });
  });

  test.each([userPower, rolePower])('a refused listing throws: $type', async (collector) => {
    iam
      .on(GetAccountAuthorizationDetailsCommand)
      .rejects(Object.assign(new Error('no'), { name: 'AccessDenied' }));
    await expect(collect(collector)).rejects.toMatchObject({
      unseen: { kind: 'denied', action: 'iam:GetAccountAuthorizationDetails' },
    });
    expect(await collect(accountPower, { facts: ['administrators'] })).toMatchObject({
      [`${ARN}root`]: { administrators: { unseen: { kind: 'denied' } } },
    });
  });
});

describe('with what a user can act', () => {
  const COLUMNS = 'user,arn,password_enabled,mfa_active,access_key_1_active,access_key_2_active';
  const signIn = async (row: string) => {
    listing({ users: [user('ann')] });
    iam
      .on(GenerateCredentialReportCommand)
      .resolves({ State: 'COMPLETE' })
      .on(GetCredentialReportCommand)
      .resolves({
        Content: Buffer.from(`${COLUMNS}\nann,${ARN}user/ann,${row}`),
        GeneratedTime: new Date(0),
      });
    return (await collect(userPower, { facts: ['signIn'] }))[`${ARN}user/ann`]?.signIn;
  };

  test('a password, a second factor and keys', async () => {
    expect(await signIn('true,false,true,true')).toEqual({
      seen: true,
      value: { password: true, mfa: false, accessKeys: 2 },
    });
    expect(await signIn('false,true,false,false')).toEqual({
      seen: true,
      value: { password: false, mfa: true, accessKeys: 0 },
    });
  });

  test('a report with other words is unseen', async () => {
    expect(await signIn('false,perhaps,false,false')).toMatchObject({
      unseen: { message: expect.stringContaining('mfa_active') },
    });
  });
});
