import { describe, expect, test } from '@jest/globals';
import type { EvaluationRow } from '../domain/finding.ts';
import type { Unseen } from '../domain/observed.ts';
import { REVIEWED, type Reviewed, reviewChanges, reviewRows, reviewTotals } from './access-review.ts';

const ACCOUNT = '111122223333';
const ARN = `arn:aws:iam::${ACCOUNT}:`;
const REFUSED: Unseen = { kind: 'denied', action: 'iam:GetCredentialReport', message: 'AccessDenied: no' };

const row = (
  type: string,
  resource: string,
  facts: Record<string, unknown>,
  differs: Partial<EvaluationRow> = {},
): EvaluationRow => ({
  rule: 'some-rule',
  ruleHash: 'h',
  resource,
  population: false,
  type,
  severity: 'info',
  account: ACCOUNT,
  region: 'aws-global',
  verdict: 'PASS',
  reason: '',
  facts: facts as EvaluationRow['facts'],
  parameters: {},
  missing: [],
  run: 'r',
  at: '2026-11-01T06:00:00.000Z',
  ...differs,
});

const user = (facts: Record<string, unknown> = {}, differs: Partial<EvaluationRow> = {}) =>
  row(
    'AWS::IAM::User',
    `${ARN}user/team/ann`,
    {
      ageDays: 400,
      password: { ageDays: 30, unusedDays: 12 },
      mfaActive: true,
      mfaDevices: [{ serial: 's', kind: 'virtual' }],
      accessKeys: [
        { number: 1, ageDays: 90, unusedDays: null },
        { number: 2, ageDays: 20, unusedDays: 3 },
      ],
      groups: ['staff'],
      attachedPolicies: ['arn:aws:iam::aws:policy/ReadOnlyAccess'],
      inlinePolicies: ['own'],
      tags: { owner: 'Ann' },
      ...facts,
    },
    differs,
  );

describe('the population', () => {
  test('what several rules have read of a user makes one row', () => {
    const by = [{ policy: 'p', statement: 's' }];
    expect(
      reviewRows([
        user(),
        row('AWS::IAM::User', `${ARN}user/team/ann`, { administrator: { by, conditions: [] } }),
      ]),
    ).toEqual([
      {
        type: 'AWS::IAM::User',
        account: ACCOUNT,
        name: 'ann',
        resource: `${ARN}user/team/ann`,
        administrator: 'yes',
        mfa: 'virtual',
        ageDays: 400,
        unusedDays: 3,
        owner: 'Ann',
        access: 'group staff; arn:aws:iam::aws:policy/ReadOnlyAccess; inline own',
        outside: '',
        state: 'password; active keys: 2',
        missing: '',
      },
    ]);
  });

  test('a user without anything: none and never, which is not the same as not read', () => {
    const bare = { password: null, mfaActive: false, mfaDevices: [], accessKeys: [], administrator: null };
    expect(reviewRows([user(bare)])).toMatchObject([
      { mfa: 'none', unusedDays: '', administrator: 'no', state: 'no password; active keys: 0' },
    ]);
    const unusedKey = { password: null, accessKeys: [{ number: 1, ageDays: 5, unusedDays: null }] };
    expect(reviewRows([user(unusedKey)])).toMatchObject([{ unusedDays: 'never' }]);
  });

  test('what could not be read is empty, and said', () => {
    const blind = row('AWS::IAM::User', `${ARN}user/bob`, { ageDays: 3 }, { missing: [REFUSED, REFUSED] });
    expect(reviewRows([blind])).toMatchObject([
      {
        ageDays: 3,
        mfa: '',
        unusedDays: '',
        administrator: '',
        state: '',
        missing: 'iam:GetCredentialReport: AccessDenied: no',
      },
    ]);
  });

  test('the owner is by the tag that the company named, not by another', () => {
    const tags = { Team: 'core', owner: 'Ann' };
    expect(reviewRows([user({ tags }, { parameters: { ownerTag: 'Team' } })])).toMatchObject([
      { owner: 'core' },
    ]);
    expect(reviewRows([user({ tags: {} })])).toMatchObject([{ owner: '' }]);
  });

  test.each<[Reviewed, string, Record<string, unknown>, object]>([
    [
      'AWS::IAM::AccessKey',
      `${ARN}user/ann#access-key/1`,
      {
        active: false,
        usage: { ageDays: 9, unusedDays: null },
        lastUsedFor: 's3 in eu-west-1',
        userTags: {},
      },
      { name: 'ann', ageDays: 9, unusedDays: 'never', access: 's3 in eu-west-1', state: 'inactive' },
    ],
    [
      'AWS::IAM::Role',
      `${ARN}role/deploy`,
      {
        lastUse: { unusedDays: 7, region: 'eu-west-1' },
        trusts: [
          { reach: 'own', principal: `${ARN}root` },
          { reach: 'outside', principal: 'arn:aws:iam::999988887777:root' },
          { reach: 'outside', principal: 'arn:aws:iam::999988887777:root' },
        ],
        trusted: ['AWS arn:aws:iam::999988887777:root'],
        administrator: null,
      },
      {
        name: 'deploy',
        unusedDays: 7,
        administrator: 'no',
        outside: 'arn:aws:iam::999988887777:root',
        state: 'AWS arn:aws:iam::999988887777:root',
      },
    ],
    ['AWS::IAM::Role', `${ARN}role/idle`, { lastUse: null }, { unusedDays: 'never' }],
    [
      'AWS::IAM::ServerCertificate',
      `${ARN}server-certificate/web`,
      { ageDays: 4, daysLeft: -2 },
      { name: 'web', ageDays: 4, state: 'days left: -2' },
    ],
    ['AWS::IAM::ServerCertificate', `${ARN}server-certificate/unread`, { ageDays: 4 }, { state: '' }],
    [
      'AWS::IdentityStore::User',
      'arn:aws:identitystore:::user/1',
      {
        userName: 'cyd',
        status: 'ENABLED',
        groups: ['ops'],
        access: [
          { permissionSet: 'Read', administrator: false, through: null, accounts: [ACCOUNT] },
          { permissionSet: 'Admin', administrator: true, through: 'ops', accounts: [ACCOUNT, '2'] },
        ],
      },
      {
        name: 'cyd',
        administrator: 'yes',
        access: `Read in ${ACCOUNT}; Admin through ops in ${ACCOUNT} 2`,
        state: 'ENABLED ops',
      },
    ],
    [
      'AWS::IdentityStore::Group',
      'arn:aws:identitystore:::group/1',
      {
        name: 'ops',
        members: [
          { id: '1', userName: 'cyd' },
          { id: '2', userName: null },
        ],
        access: [{ permissionSet: 'Own', administrator: null, through: null, accounts: [ACCOUNT] }],
      },
      { name: 'ops', administrator: 'depends', state: 'cyd 2' },
    ],
    [
      'AWS::SSO::Assignment',
      'arn:aws:sso:::permissionSet/1/2#x',
      {
        account: ACCOUNT,
        grant: { permissionSet: 'Read', administrator: false },
        principalType: 'GROUP',
        principal: { id: '1', name: null },
      },
      { name: '1', administrator: 'no', access: `Read in ${ACCOUNT}`, state: 'GROUP' },
    ],
  ])('%s %s', (type, resource, facts, expected) => {
    expect(reviewRows([row(type, resource, facts)])).toMatchObject([{ type, resource, ...expected }]);
  });

  test('sorted, whatever the order; other resources are no principals', () => {
    const rows = REVIEWED.map((type) => row(type, 'arn:x', {}));
    const others = [row('AWS::S3::Bucket', 'arn:aws:s3:::b', {}), row('AWS::::Account', `${ARN}root`, {})];
    const listed = reviewRows([...rows, ...others]).map(({ type }) => type);
    expect(listed).toEqual([...REVIEWED].sort());
    expect(reviewRows([...others, ...[...rows].reverse()]).map(({ type }) => type)).toEqual(listed);
  });
});

test('totals: what was listed beside what AWS counts; nothing where that was not read', () => {
  const requests = ['IAM.GetAccountAuthorizationDetails a', 'IAM.GetAccountSummary b'];
  const inventory = { listed: { users: 2, roles: 5 }, counted: { users: 3, roles: 5 } };
  expect(reviewTotals([user(), row('AWS::::Account', `${ARN}root`, { inventory }, { requests })])).toEqual([
    { account: ACCOUNT, kind: 'users', listed: 2, counted: 3, requests },
    { account: ACCOUNT, kind: 'roles', listed: 5, counted: 5, requests },
  ]);
  expect(reviewTotals([row('AWS::::Account', `${ARN}root`, { inventory })])[0]?.requests).toEqual([]);
  expect(reviewTotals([user()])).toEqual([]);
});

describe('changes between two reviews', () => {
  const ann = reviewRows([user()]);
  const bob = reviewRows([row('AWS::IAM::User', `${ARN}user/bob`, { mfaActive: true, mfaDevices: [] })]);

  test('who joined, who left as they were, and what changed; days go by unmentioned', () => {
    const older = reviewRows([user({ ageDays: 401, mfaActive: false, mfaDevices: [] })]);
    const changes = reviewChanges([...ann, ...bob], older).map(({ change, name, columns }) => [
      change,
      name,
      columns,
    ]);
    expect(changes.sort()).toEqual([
      ['changed', 'ann', 'mfa'],
      ['left', 'bob', ''],
    ]);
    expect(reviewChanges(ann, [...ann, ...bob])).toMatchObject([{ change: 'joined', name: 'bob' }]);
    expect(reviewChanges(ann, reviewRows([user({ ageDays: 401 })]))).toEqual([]);
  });

  test('of a population that could not be listed nobody has come or gone', () => {
    const blind = reviewRows([
      row('AWS::IAM::User', `arn:aws:iam::${ACCOUNT}:*`, {}, { population: true, missing: [REFUSED] }),
    ]);
    expect(reviewChanges(ann, blind)).toEqual([]);
    expect(reviewChanges(blind, ann)).toEqual([]);
  });
});
