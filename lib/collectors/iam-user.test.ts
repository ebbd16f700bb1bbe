import timers from 'node:timers/promises';
import {
  GenerateCredentialReportCommand,
  GetAccountAuthorizationDetailsCommand,
  GetAccountSummaryCommand,
  GetCredentialReportCommand,
  IAMClient,
  ListMFADevicesCommand,
} from '@aws-sdk/client-iam';
import { beforeEach, describe, expect, jest, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { type CollectOptions, collectAll } from '../../test/support/collect.ts';
import type { Collector } from './collector.ts';
import { accessKey, group, user } from './iam-user.ts';

const iam = mockClient(IAMClient);
beforeEach(() => {
  iam.reset();
});

const ARN = 'arn:aws:iam::111122223333:';
const refusal = (name = 'AccessDenied') => Object.assign(new Error('no'), { name });
const collect = (collector: Collector, options: CollectOptions = {}) =>
  collectAll(collector, { region: 'aws-global', ...options });

describe('what the authorization details tell', () => {
  beforeEach(() => {
    iam
      .on(GetAccountAuthorizationDetailsCommand)
      .resolves({
        UserDetailList: [
          {
            Arn: `${ARN}user/ann`,
            UserName: 'ann',
            CreateDate: new Date('2026-10-22T05:00:00Z'),
            GroupList: ['staff', 'admins'],
            UserPolicyList: [{ PolicyName: 'own' }],
            AttachedManagedPolicies: [{ PolicyArn: `${ARN}policy/b` }, { PolicyArn: `${ARN}policy/a` }],
            Tags: [
              { Key: 'Team', Value: 'core' },
              { Key: 'Owner', Value: 'Ann' },
            ],
          },
        ],
        IsTruncated: true,
        Marker: 'more',
      })
      .on(GetAccountAuthorizationDetailsCommand, { Marker: 'more' })
      .resolves({
        UserDetailList: [{ Arn: `${ARN}user/bot`, UserName: 'bot', GroupList: ['staff'] }],
        GroupDetailList: [
          { Arn: `${ARN}group/staff`, GroupName: 'staff' },
          { Arn: `${ARN}group/empty`, GroupName: 'empty' },
          { Arn: `${ARN}group/nameless` },
        ],
      });
  });

  test('users with age, tags, groups and policies', async () => {
    const facts = ['ageDays', 'tags', 'groups', 'inlinePolicies', 'attachedPolicies'];
    expect(await collect(user, { facts })).toEqual({
      [`${ARN}user/ann`]: {
        ageDays: { seen: true, value: 10 },
        tags: { seen: true, value: { Owner: 'Ann', Team: 'core' } },
        groups: { seen: true, value: ['admins', 'staff'] },
        inlinePolicies: { seen: true, value: ['own'] },
        attachedPolicies: { seen: true, value: [`${ARN}policy/a`, `${ARN}policy/b`] },
      },
      [`${ARN}user/bot`]: {
        ageDays: { seen: false, unseen: expect.objectContaining({ kind: 'failed' }) },
        tags: { seen: true, value: {} },
        groups: { seen: true, value: ['staff'] },
        inlinePolicies: { seen: true, value: [] },
        attachedPolicies: { seen: true, value: [] },
      },
    });
  });

  test('groups with their members on all pages', async () => {
    expect(await collect(group)).toMatchObject({
      [`${ARN}group/staff`]: { members: { seen: true, value: ['ann', 'bot'] } },
      [`${ARN}group/empty`]: { members: { seen: true, value: [] } },
      [`${ARN}group/nameless`]: { members: { seen: false } },
    });
  });

  test.each([user, group])('a refusal throws: $type', async (collector) => {
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
      .resolves({
        Content: Buffer.from([HEADER, ...rows].join('\n')),
        GeneratedTime: new Date('2026-11-01T05:00:00Z'),
      });
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
    ['lacks the user', `bob,${ARN}user/bob,false,N/A,N/A,true,false,N/A,N/A,false,N/A,N/A`, 'no row for'],
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
    iam.on(GetAccountSummaryCommand).resolves({ SummaryMap: { MFADevicesInUse: 4 } });
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

  test('where IAM counts no device in use, nobody has one, and no user is asked for', async () => {
    iam.on(GetAccountSummaryCommand).resolves({ SummaryMap: { MFADevicesInUse: 0 } });
    expect(await ann('mfaDevices')).toEqual({ mfaDevices: { seen: true, value: [] } });
    expect(iam.commandCalls(ListMFADevicesCommand)).toHaveLength(0);
    iam.on(GetAccountSummaryCommand).resolves({ SummaryMap: {} });
    expect(await ann('mfaDevices')).toMatchObject({ mfaDevices: { unseen: { kind: 'failed' } } });
  });
});

describe('access keys', () => {
  const key = (number: number) =>
    ['active', 'last_rotated', 'last_used_date', 'last_used_region', 'last_used_service'].map(
      (column) => `access_key_${number}_${column}`,
    );
  const header = ['user', 'arn', 'user_creation_time', ...key(1), ...key(2)].join(',');
  const NONE = 'false,N/A,N/A,N/A,N/A';
  const made = '2026-10-22T05:00:00+00:00';
  const report = (...rows: readonly string[]) =>
    iam
      .on(GenerateCredentialReportCommand)
      .resolves({ State: 'COMPLETE' })
      .on(GetCredentialReportCommand)
      .resolves({
        Content: Buffer.from([header, ...rows].join('\n')),
        GeneratedTime: new Date('2026-11-01T05:00:00Z'),
      });

  beforeEach(() => {
    iam.on(GetAccountAuthorizationDetailsCommand).resolves({
      UserDetailList: [{ Arn: `${ARN}user/ann`, UserName: 'ann', Tags: [{ Key: 'Owner', Value: 'Ann' }] }],
    });
  });

  test('each key that the report tells of, active or not, but those of the root user', async () => {
    report(
      `<root_account>,${ARN}root,${made},true,${made},N/A,N/A,N/A,${NONE}`,
      `ann,${ARN}user/ann,${made},true,${made},2026-10-31T05:00:00+00:00,eu-west-1,s3,false,${made},N/A,N/A,N/A`,
      `bob,${ARN}user/bob,${made},true,${made},N/A,N/A,N/A,${NONE}`,
    );
    expect(await collect(accessKey)).toEqual({
      [`${ARN}user/ann#access-key/1`]: {
        active: { seen: true, value: true },
        usage: { seen: true, value: { ageDays: 10, unusedDays: 1 } },
        lastUsedFor: { seen: true, value: 's3 in eu-west-1' },
        userTags: { seen: true, value: { Owner: 'Ann' } },
      },
      [`${ARN}user/ann#access-key/2`]: {
        active: { seen: true, value: false },
        usage: { seen: true, value: { ageDays: 10, unusedDays: null } },
        lastUsedFor: { seen: true, value: null },
        userTags: { seen: true, value: { Owner: 'Ann' } },
      },
      [`${ARN}user/bob#access-key/1`]: expect.objectContaining({
        userTags: { seen: false, unseen: expect.objectContaining({ kind: 'failed' }) },
      }),
    });
  });

  test('an active key without a time is there all the same, its use unseen', async () => {
    report(`ann,${ARN}user/ann,${made},true,N/A,N/A,N/A,N/A,${NONE}`);
    expect(await collect(accessKey)).toMatchObject({
      [`${ARN}user/ann#access-key/1`]: { active: { value: true }, usage: { seen: false } },
    });
  });

  test('a refused report throws', async () => {
    iam.on(GenerateCredentialReportCommand).rejects(refusal());
    await expect(collect(accessKey)).rejects.toMatchObject({ unseen: { kind: 'denied' } });
  });

  test.each([
    ['both within a minute', '2026-10-22T05:00:04+00:00', '2026-10-22T05:01:00+00:00', [1, 2]],
    ['one later', '2026-10-22T05:00:04+00:00', '2026-10-22T05:01:01+00:00', [1]],
  ])('keys made together with their user: %s', async (_, one, two, value) => {
    report(`ann,${ARN}user/ann,${made},true,${one},N/A,N/A,N/A,true,${two},N/A,N/A,N/A`);
    expect(await collect(user, { facts: ['initialAccessKeys'] })).toEqual({
      [`${ARN}user/ann`]: { initialAccessKeys: { seen: true, value } },
    });
  });

  test('without the time of the user it is unseen', async () => {
    report(`ann,${ARN}user/ann,N/A,true,${made},N/A,N/A,N/A,${NONE}`);
    expect(await collect(user, { facts: ['initialAccessKeys'] })).toMatchObject({
      [`${ARN}user/ann`]: { initialAccessKeys: { seen: false } },
    });
  });
});
