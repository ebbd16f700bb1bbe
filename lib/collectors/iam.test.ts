import timers from 'node:timers/promises';
import {
  GenerateCredentialReportCommand,
  GetAccountAuthorizationDetailsCommand,
  GetAccountPasswordPolicyCommand,
  GetAccountSummaryCommand,
  GetCredentialReportCommand,
  IAMClient,
  ListMFADevicesCommand,
  ListVirtualMFADevicesCommand,
} from '@aws-sdk/client-iam';
import { beforeEach, describe, expect, jest, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { type CollectOptions, collectAll } from '../../test/support/collect.ts';
import type { Collector } from './collector.ts';
import { account, inlinePolicy, managedPolicy, role, user } from './iam.ts';

const iam = mockClient(IAMClient);
beforeEach(() => {
  iam.reset();
});

const ARN = 'arn:aws:iam::111122223333:';
const refusal = (name = 'AccessDenied') => Object.assign(new Error('no'), { name });
const collect = (collector: Collector, options: CollectOptions = {}) =>
  collectAll(collector, { region: 'aws-global', ...options });
const text = (statement: object) => encodeURIComponent(JSON.stringify({ Statement: [statement] }));
const everything = text({ Effect: 'Allow', Action: '*', Resource: '*' });
const statements = [{ effect: 'Allow', actions: ['*'], resources: ['*'] }];

describe('account', () => {
  const root = async (...facts: readonly string[]) => (await collect(account, { facts }))[`${ARN}root`];
  const summary = { AccountMFAEnabled: 1, AccountAccessKeysPresent: 0 };

  test('the root user has MFA, keys and a password as far as the summary says', async () => {
    iam.on(GetAccountSummaryCommand).resolves({ SummaryMap: { ...summary, AccountPasswordPresent: 0 } });
    const known = { mfa: true, accessKeys: false, password: false };
    expect(await root('rootUser')).toEqual({ rootUser: { seen: true, value: known } });
    iam.on(GetAccountSummaryCommand).resolves({ SummaryMap: summary });
    expect(await root('rootUser')).toEqual({ rootUser: { seen: true, value: { ...known, password: null } } });
  });

  test('a summary that is refused or lacks a number is unseen', async () => {
    iam.on(GetAccountSummaryCommand).resolves({ SummaryMap: { AccountMFAEnabled: 1 } });
    expect(await root('rootUser')).toMatchObject({
      rootUser: { unseen: { kind: 'failed', message: expect.stringContaining('AccountAccessKeysPresent') } },
    });
    iam.on(GetAccountSummaryCommand).rejects(refusal());
    expect(await root('rootUser')).toMatchObject({
      rootUser: { unseen: { kind: 'denied', action: 'iam:GetAccountSummary' } },
    });
  });

  test('of the virtual devices on all pages only those of the root user are its own', async () => {
    const device = (name: string, owner: string) => ({
      SerialNumber: `${ARN}mfa/${name}`,
      User: { Arn: `${ARN}${owner}`, Path: '/', UserName: 'x', UserId: 'x', CreateDate: new Date(0) },
    });
    iam
      .on(ListVirtualMFADevicesCommand, { AssignmentStatus: 'Assigned' })
      .resolves({ VirtualMFADevices: [device('ann', 'user/ann')], IsTruncated: true, Marker: 'more' })
      .on(ListVirtualMFADevicesCommand, { AssignmentStatus: 'Assigned', Marker: 'more' })
      .resolves({ VirtualMFADevices: [device('phone', 'root'), device('app', 'root')] });
    expect(await root('rootVirtualMfaDevices')).toEqual({
      rootVirtualMfaDevices: { seen: true, value: [`${ARN}mfa/app`, `${ARN}mfa/phone`] },
    });
  });

  test('no password policy is a seen null; a refusal is unseen', async () => {
    iam.on(GetAccountPasswordPolicyCommand).resolves({
      PasswordPolicy: {
        MinimumPasswordLength: 8,
        RequireLowercaseCharacters: true,
        RequireUppercaseCharacters: false,
        RequireNumbers: true,
        RequireSymbols: false,
        ExpirePasswords: false,
      },
    });
    const value = { minLength: 8, requires: ['lower case', 'numbers'], reusePrevention: 0, maxAgeDays: null };
    expect(await root('passwordPolicy')).toEqual({ passwordPolicy: { seen: true, value } });
    iam.on(GetAccountPasswordPolicyCommand).rejects(refusal('NoSuchEntityException'));
    expect(await root('passwordPolicy')).toEqual({ passwordPolicy: { seen: true, value: null } });
    iam.on(GetAccountPasswordPolicyCommand).rejects(refusal());
    expect(await root('passwordPolicy')).toMatchObject({ passwordPolicy: { unseen: { kind: 'denied' } } });
  });
});

describe('what one paged read of the authorization details tells', () => {
  beforeEach(() => {
    iam
      .on(GetAccountAuthorizationDetailsCommand)
      .resolves({
        UserDetailList: [
          {
            Arn: `${ARN}user/ann`,
            UserName: 'ann',
            UserPolicyList: [{ PolicyName: 'own', PolicyDocument: everything }],
            AttachedManagedPolicies: [{ PolicyArn: `${ARN}policy/b` }, { PolicyArn: `${ARN}policy/a` }],
          },
        ],
        GroupDetailList: [
          { Arn: `${ARN}group/g`, GroupPolicyList: [{ PolicyName: 'p', PolicyDocument: everything }] },
        ],
        IsTruncated: true,
        Marker: 'more',
      })
      .on(GetAccountAuthorizationDetailsCommand, { Marker: 'more' })
      .resolves({
        RoleDetailList: [
          {
            Arn: `${ARN}role/r`,
            Path: '/',
            AssumeRolePolicyDocument: text({ Effect: 'Allow', Principal: '*', Action: 'sts:AssumeRole' }),
            RolePolicyList: [{ PolicyName: 'p', PolicyDocument: 'not a policy' }],
          },
        ],
        Policies: [
          {
            Arn: `${ARN}policy/a`,
            AttachmentCount: 1,
            PermissionsBoundaryUsageCount: 2,
            PolicyVersionList: [
              { VersionId: 'v2', Document: text({ Effect: 'Deny', Action: '*', Resource: '*' }) },
              { VersionId: 'v1', IsDefaultVersion: true, Document: everything },
            ],
          },
          { Arn: `${ARN}policy/b`, PolicyVersionList: [] },
        ],
      });
  });

  test('users with their policies', async () => {
    expect(await collect(user, { facts: ['inlinePolicies', 'attachedPolicies'] })).toEqual({
      [`${ARN}user/ann`]: {
        inlinePolicies: { seen: true, value: ['own'] },
        attachedPolicies: { seen: true, value: [`${ARN}policy/a`, `${ARN}policy/b`] },
      },
    });
  });

  test('roles with their trust policies', async () => {
    expect(await collect(role)).toMatchObject({
      [`${ARN}role/r`]: {
        path: { value: '/' },
        trustPolicy: { value: { statements: [{ principals: { '*': ['*'] } }] } },
      },
    });
  });

  test('managed policies in the version in force; without one the document is unseen', async () => {
    expect(await collect(managedPolicy)).toMatchObject({
      [`${ARN}policy/a`]: {
        document: { value: { statements } },
        attachments: { value: 1 },
      },
      [`${ARN}policy/b`]: { document: { seen: false }, attachments: { seen: false } },
    });
  });

  test('inline policies of users, groups and roles; a broken one is unseen', async () => {
    expect(await collect(inlinePolicy)).toMatchObject({
      [`${ARN}user/ann#inline/own`]: {
        holder: { value: `${ARN}user/ann` },
        document: { value: { statements } },
      },
      [`${ARN}group/g#inline/p`]: { document: { value: { statements } } },
      [`${ARN}role/r#inline/p`]: { document: { seen: false, unseen: { kind: 'failed' } } },
    });
  });

  test.each([user, role, managedPolicy, inlinePolicy])('a refusal throws: $type', async (collector) => {
    iam.on(GetAccountAuthorizationDetailsCommand).rejects(refusal());
    await expect(collect(collector)).rejects.toMatchObject({
      unseen: { kind: 'denied', action: 'iam:GetAccountAuthorizationDetails' },
    });
  });
});

describe('MFA devices and the credential report', () => {
  const HEADER =
    'user,arn,password_enabled,password_last_used,password_last_changed,mfa_active,access_key_1_active,access_key_1_last_rotated,access_key_1_last_used_date,access_key_2_active,access_key_2_last_rotated,access_key_2_last_used_date';
  const REPORT = ['password', 'mfaActive', 'accessKeys'];
  const report = (...rows: readonly string[]) =>
    iam
      .on(GenerateCredentialReportCommand)
      .resolves({ State: 'COMPLETE' })
      .on(GetCredentialReportCommand)
      .resolves({ Content: Buffer.from([HEADER, ...rows].join('\n')) });
  const ann = async (...facts: readonly string[]) => (await collect(user, { facts }))[`${ARN}user/ann`];

  beforeEach(() => {
    pause.mockClear();
    iam
      .on(GetAccountAuthorizationDetailsCommand)
      .resolves({ UserDetailList: [{ Arn: `${ARN}user/ann`, UserName: 'ann' }] });
  });
  const pause = jest.spyOn(timers, 'setTimeout').mockResolvedValue(undefined);

  test('passwords and active keys have their age and last use in days', async () => {
    report(
      `<root_account>,${ARN}root,not_supported,2026-10-01T00:00:00+00:00,not_supported,true,false,N/A,N/A,false,N/A,N/A`,
      `ann,${ARN}user/ann,true,no_information,2026-10-22T06:00:00+00:00,false,false,2020-01-01T00:00:00+00:00,N/A,true,2026-10-02T06:00:00+00:00,2026-10-31T06:00:00+00:00`,
    );
    expect(await ann(...REPORT)).toEqual({
      password: { seen: true, value: { ageDays: 10, unusedDays: null } },
      mfaActive: { seen: true, value: false },
      accessKeys: { seen: true, value: [{ number: 2, ageDays: 30, unusedDays: 1 }] },
    });
  });

  test('no password is a seen null', async () => {
    report(`ann,${ARN}user/ann,false,N/A,N/A,true,false,N/A,N/A,false,N/A,N/A`);
    expect(await ann(...REPORT)).toEqual({
      password: { seen: true, value: null },
      mfaActive: { seen: true, value: true },
      accessKeys: { seen: true, value: [] },
    });
  });

  test.each([
    [
      'lacks the user',
      `bob,${ARN}user/bob,false,N/A,N/A,true,false,N/A,N/A,false,N/A,N/A`,
      'lacks this user',
    ],
    [
      'has other words',
      `ann,${ARN}user/ann,maybe,N/A,N/A,true,false,N/A,N/A,false,N/A,N/A`,
      'password_enabled',
    ],
    ['has no time', `ann,${ARN}user/ann,true,,N/A,true,false,N/A,N/A,false,N/A,N/A`, 'password_last_'],
    ['has too few columns', `ann,${ARN}user/ann,true`, 'Invalid Record Length'],
  ])('a report that %s leaves the fact unseen', async (_, row, message) => {
    report(row);
    expect(await ann('password')).toMatchObject({
      password: { unseen: { kind: 'failed', message: expect.stringContaining(message) } },
    });
  });

  test('a report in the making is waited for, and made once for all facts', async () => {
    report(`ann,${ARN}user/ann,false,N/A,N/A,true,false,N/A,N/A,false,N/A,N/A`);
    iam
      .on(GenerateCredentialReportCommand)
      .resolvesOnce({ State: 'STARTED' })
      .resolvesOnce({ State: 'INPROGRESS' })
      .resolves({ State: 'COMPLETE' });
    expect(await ann(...REPORT)).toMatchObject({ mfaActive: { seen: true, value: true } });
    expect(iam.commandCalls(GenerateCredentialReportCommand)).toHaveLength(3);
    expect(pause.mock.calls.map(([wait]) => wait)).toEqual([250, 500]);
    expect(iam.commandCalls(GetCredentialReportCommand)).toHaveLength(1);
  });

  test('a report that is never ready, or refused, leaves the facts unseen', async () => {
    iam.on(GenerateCredentialReportCommand).resolves({ State: 'INPROGRESS' });
    expect(await ann('mfaActive')).toMatchObject({
      mfaActive: { unseen: { kind: 'failed', message: expect.stringContaining('still INPROGRESS') } },
    });
    expect(iam.commandCalls(GenerateCredentialReportCommand)).toHaveLength(8);
    iam.on(GenerateCredentialReportCommand).rejects(refusal());
    expect(await ann('mfaActive')).toMatchObject({
      mfaActive: { unseen: { kind: 'denied', action: 'iam:GenerateCredentialReport' } },
    });
  });

  test('MFA devices have their kind by serial number', async () => {
    const serials = [`${ARN}u2f/user/ann/key-1`, `${ARN}mfa/ann`, 'GAHT12345678', `${ARN}sms-mfa/ann`];
    iam.on(ListMFADevicesCommand, { UserName: 'ann' }).resolves({
      MFADevices: serials.map((SerialNumber) => ({
        SerialNumber,
        UserName: 'ann',
        EnableDate: new Date(0),
      })),
    });
    expect(await ann('mfaDevices')).toEqual({
      mfaDevices: {
        seen: true,
        value: [
          { serial: 'GAHT12345678', kind: 'hardware-token' },
          { serial: `${ARN}mfa/ann`, kind: 'virtual' },
          { serial: `${ARN}sms-mfa/ann`, kind: 'other' },
          { serial: `${ARN}u2f/user/ann/key-1`, kind: 'security-key' },
        ],
      },
    });
    iam.on(ListMFADevicesCommand, { UserName: 'ann' }).rejects(refusal());
    expect(await ann('mfaDevices')).toMatchObject({ mfaDevices: { unseen: { kind: 'denied' } } });
  });
});
