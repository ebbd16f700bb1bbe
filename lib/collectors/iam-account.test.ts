import {
  GenerateCredentialReportCommand,
  GetAccountAuthorizationDetailsCommand,
  GetAccountPasswordPolicyCommand,
  GetAccountSummaryCommand,
  GetCredentialReportCommand,
  IAMClient,
  ListVirtualMFADevicesCommand,
} from '@aws-sdk/client-iam';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { collectAll } from '../../test/support/collect.ts';
import { account } from './iam-account.ts';

const iam = mockClient(IAMClient);
beforeEach(() => {
  iam.reset();
});

const ARN = 'arn:aws:iam::111122223333:';
const refusal = (name = 'AccessDenied') => Object.assign(new Error('no'), { name });
const root = async (...facts: readonly string[]) =>
  (await collectAll(account, { region: 'aws-global', facts }))[`${ARN}root`];

describe('summary, devices and password policy', () => {
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
    iam.on(GetAccountSummaryCommand).resolves({ SummaryMap: summary });
    expect(await root('rootVirtualMfaDevices')).toEqual({
      rootVirtualMfaDevices: { seen: true, value: [`${ARN}mfa/app`, `${ARN}mfa/phone`] },
    });
  });

  test('a root user without MFA has no devices: none are asked for', async () => {
    iam.on(GetAccountSummaryCommand).resolves({ SummaryMap: { ...summary, AccountMFAEnabled: 0 } });
    expect(await root('rootVirtualMfaDevices')).toEqual({ rootVirtualMfaDevices: { seen: true, value: [] } });
    expect(iam.commandCalls(ListVirtualMFADevicesCommand)).toHaveLength(0);
    iam.on(GetAccountSummaryCommand).resolves({ SummaryMap: {} });
    expect(await root('rootVirtualMfaDevices')).toMatchObject({
      rootVirtualMfaDevices: { unseen: { kind: 'failed' } },
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

describe('the credential report', () => {
  const report = (...rows: readonly string[]) =>
    iam
      .on(GenerateCredentialReportCommand)
      .resolves({ State: 'COMPLETE' })
      .on(GetCredentialReportCommand)
      .resolves({
        Content: Buffer.from(
          [
            'user,arn,password_enabled,password_last_used,access_key_1_last_used_date,access_key_2_last_used_date',
            ...rows,
          ].join('\n'),
        ),
        GeneratedTime: new Date('2026-11-01T03:30:00Z'),
      });
  const itself = (...used: readonly string[]) => `<root_account>,${ARN}root,not_supported,${used.join(',')}`;

  test.each([
    ['by password', ['2026-10-22T05:00:00+00:00', 'N/A', 'N/A'], 10],
    ['by key, later', ['2026-10-22T05:00:00+00:00', 'N/A', '2026-10-31T05:00:00+00:00'], 1],
    ['not at all', ['no_information', 'N/A', 'N/A'], null],
  ])('the root user was last there %s', async (_, used, value) => {
    report(itself(...used));
    expect(await root('rootUnusedDays')).toEqual({ rootUnusedDays: { seen: true, value } });
  });

  test.each([
    ['no row', [], `no row for ${ARN}root`],
    ['no time', [itself('', 'N/A', 'N/A')], 'no password_last_used'],
  ])('with %s for the root user, its last use is unseen', async (_, rows, message) => {
    report(...rows);
    expect(await root('rootUnusedDays')).toMatchObject({
      rootUnusedDays: { unseen: { kind: 'failed', message: expect.stringContaining(message) } },
    });
  });

  test('users with passwords, and of when the report is', async () => {
    report(
      itself('no_information', 'N/A', 'N/A'),
      `zoe,${ARN}user/zoe,true,N/A,N/A,N/A`,
      `bot,${ARN}user/bot,false,N/A,N/A,N/A`,
      `ann,${ARN}user/people/ann,true,N/A,N/A,N/A`,
    );
    expect(await root('consoleUsers', 'credentialReport')).toEqual({
      consoleUsers: { seen: true, value: ['ann', 'zoe'] },
      credentialReport: {
        seen: true,
        value: { generatedAt: '2026-11-01T03:30:00.000Z', ageHours: 2, users: 3 },
      },
    });
  });

  test('a report without its time is unseen', async () => {
    report(itself('N/A', 'N/A', 'N/A'));
    iam.on(GetCredentialReportCommand).resolves({ Content: Buffer.from('user,arn\n') });
    expect(await root('credentialReport')).toMatchObject({
      credentialReport: { unseen: { message: expect.stringContaining('GeneratedTime') } },
    });
  });
});

describe('inventory', () => {
  beforeEach(() => {
    iam
      .on(GetAccountAuthorizationDetailsCommand)
      .resolves({ UserDetailList: [{}, {}], GroupDetailList: [{}], IsTruncated: true, Marker: 'more' })
      .on(GetAccountAuthorizationDetailsCommand, { Marker: 'more' })
      .resolves({
        UserDetailList: [{}],
        RoleDetailList: [{}],
        Policies: [{ Arn: `${ARN}policy/a` }, { Arn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' }],
      });
  });
  const summary = { Users: 3, Groups: 1, Roles: 2, Policies: 1 };

  test('what was listed on all pages, beside what AWS counts', async () => {
    iam.on(GetAccountSummaryCommand).resolves({ SummaryMap: summary });
    expect(await root('inventory')).toEqual({
      inventory: {
        seen: true,
        value: {
          listed: { users: 3, groups: 1, roles: 1, policies: 1 },
          counted: { users: 3, groups: 1, roles: 2, policies: 1 },
        },
      },
    });
  });

  test('a summary without a total, or refused, is unseen', async () => {
    iam.on(GetAccountSummaryCommand).resolves({ SummaryMap: { Users: 3, Groups: 1, Policies: 1 } });
    expect(await root('inventory')).toMatchObject({
      inventory: { unseen: { kind: 'failed', message: expect.stringContaining('Roles') } },
    });
    iam.on(GetAccountSummaryCommand).rejects(refusal());
    expect(await root('inventory')).toMatchObject({ inventory: { unseen: { kind: 'denied' } } });
  });
});
