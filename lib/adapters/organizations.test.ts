import { DescribeRegionsCommand, EC2Client } from '@aws-sdk/client-ec2';
import {
  AWSOrganizationsNotInUseException,
  DescribeOrganizationCommand,
  DescribePolicyCommand,
  ListAccountsCommand,
  ListAccountsForParentCommand,
  ListOrganizationalUnitsForParentCommand,
  ListPoliciesCommand,
  ListRootsCommand,
  ListTargetsForPolicyCommand,
  OrganizationsClient,
} from '@aws-sdk/client-organizations';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import type { Scope } from '../domain/scope.ts';
import { surroundingsOf } from '../domain/surroundings.ts';
import { DEFAULT_SCOPE } from '../scope/scope.ts';
import { assumeRoleAccess } from './access.ts';
import { RequestLog } from './clients.ts';
import { awsOrganization, singleAccount } from './organizations.ts';

const organizations = mockClient(OrganizationsClient);
const sts = mockClient(STSClient);
const ec2 = mockClient(EC2Client);
const REFUSED = '333333333333';
const accountIn = (arn = ''): string => arn.split(':')[4] ?? '';

const settings = {
  roleName: 'Reader',
  externalId: 'abc',
  region: 'eu-west-1',
  partition: 'aws',
  sessionName: 'vouch-20261101T060000Z-000001',
};
const denied = Object.assign(new Error('not authorized to perform sts:AssumeRole'), { name: 'AccessDenied' });

beforeEach(() => {
  // Management at the root; an OU with two accounts over two pages, one of them suspended; a refusing one below.
  organizations
    .on(DescribeOrganizationCommand)
    .resolves({ Organization: { Id: 'o-test', MasterAccountId: '111111111111' } });
  organizations.on(ListRootsCommand).resolves({ Roots: [{ Id: 'r-root', Name: 'Root' }] });
  organizations
    .on(ListAccountsCommand)
    .resolves({ Accounts: ['111111111111', '222222222222'].map((Id) => ({ Id })), NextToken: 'more' })
    .on(ListAccountsCommand, { NextToken: 'more' })
    .resolves({ Accounts: [{ Id: REFUSED }, { Id: '444444444444' }] });
  organizations.on(ListAccountsForParentCommand).resolves({ Accounts: [] });
  organizations
    .on(ListAccountsForParentCommand, { ParentId: 'r-root' })
    .resolves({ Accounts: [{ Id: '111111111111', Name: 'management', Status: 'ACTIVE' }] });
  organizations
    .on(ListAccountsForParentCommand, { ParentId: 'ou-work' })
    .resolves({ Accounts: [{ Id: '222222222222', Name: 'prod', Status: 'ACTIVE' }], NextToken: 'more' })
    .on(ListAccountsForParentCommand, { ParentId: 'ou-work', NextToken: 'more' })
    .resolves({ Accounts: [{ Id: '444444444444', Name: 'old', Status: 'SUSPENDED' }] });
  organizations
    .on(ListAccountsForParentCommand, { ParentId: 'ou-deep' })
    .resolves({ Accounts: [{ Id: REFUSED, Name: 'deep', Status: 'ACTIVE' }] });
  organizations.on(ListOrganizationalUnitsForParentCommand).resolves({ OrganizationalUnits: [] });
  organizations
    .on(ListOrganizationalUnitsForParentCommand, { ParentId: 'r-root' })
    .resolves({ OrganizationalUnits: [{ Id: 'ou-work', Name: 'Workloads' }] });
  organizations
    .on(ListOrganizationalUnitsForParentCommand, { ParentId: 'ou-work' })
    .resolves({ OrganizationalUnits: [{ Id: 'ou-deep', Name: 'Deep' }] });
  sts.on(AssumeRoleCommand).callsFake(({ RoleArn }: { RoleArn: string }) => {
    if (accountIn(RoleArn) === REFUSED) throw denied;
    return {
      AssumedRoleUser: {
        Arn: `arn:aws:sts::${accountIn(RoleArn)}:assumed-role/Reader/x`,
        AssumedRoleId: 'x',
      },
      Credentials: {
        AccessKeyId: 'a',
        SecretAccessKey: 's',
        SessionToken: 't',
        Expiration: new Date(Date.now() + 3_600_000),
      },
    };
  });
  ec2
    .on(DescribeRegionsCommand)
    .resolves({ Regions: [{ RegionName: 'us-east-1' }, { RegionName: 'eu-west-1' }] });
});
afterEach(() => {
  for (const mock of [organizations, sts, ec2]) mock.reset();
});

const survey = (scope: Partial<Scope> = {}) => {
  const log = new RequestLog();
  return awsOrganization(
    { ...DEFAULT_SCOPE, ...scope },
    'eu-west-1',
    'aws',
    assumeRoleAccess(settings, log),
    log,
  ).survey();
};

describe('the Organization', () => {
  test('every page of accounts, with paths; the suspended one excluded with the reason', async () => {
    expect(await survey()).toMatchObject({
      organization: 'o-test',
      accountsTotal: 4,
      accounts: [
        { id: '111111111111', path: ['Root'] },
        { id: '222222222222', path: ['Root', 'Workloads'] },
        { id: REFUSED, path: ['Root', 'Workloads', 'Deep'] },
      ],
      excluded: [{ id: '444444444444', name: 'old', reason: 'AWS reports the account as SUSPENDED' }],
    });
  });

  test('targets are the global services and each enabled Region; the management account is marked', async () => {
    const { targets } = await survey();
    expect(targets.filter(({ account }) => account === '111111111111')).toEqual([
      { account: '111111111111', region: 'aws-global', management: true, unreachable: null },
      { account: '111111111111', region: 'eu-west-1', management: true, unreachable: null },
      { account: '111111111111', region: 'us-east-1', management: true, unreachable: null },
    ]);
  });

  test('SCPs by what they hang on; each account knows those above it, the management account none', async () => {
    const enabled = {
      Id: 'r-root',
      Name: 'Root',
      PolicyTypes: [{ Type: 'SERVICE_CONTROL_POLICY' as const, Status: 'ENABLED' as const }],
    };
    organizations
      .on(ListRootsCommand)
      .resolves({ Roots: [enabled] })
      .on(ListPoliciesCommand, { Filter: 'SERVICE_CONTROL_POLICY' })
      .resolves({ Policies: [{ Id: 'p-full', Name: 'FullAWSAccess' }], NextToken: 'more' })
      .on(ListPoliciesCommand, { Filter: 'SERVICE_CONTROL_POLICY', NextToken: 'more' })
      .resolves({ Policies: [{ Id: 'p-deny', Name: 'no trails' }] })
      .on(DescribePolicyCommand, { PolicyId: 'p-full' })
      .resolves({ Policy: { Content: '{"full":1}' } })
      .on(DescribePolicyCommand, { PolicyId: 'p-deny' })
      .resolves({ Policy: { Content: '{"deny":1}' } })
      .on(ListTargetsForPolicyCommand, { PolicyId: 'p-full' })
      .resolves({ Targets: [{ TargetId: 'r-root' }], NextToken: 'more' })
      .on(ListTargetsForPolicyCommand, { PolicyId: 'p-full', NextToken: 'more' })
      .resolves({ Targets: [{ TargetId: '222222222222' }] })
      .on(ListTargetsForPolicyCommand, { PolicyId: 'p-deny' })
      .resolves({ Targets: [{ TargetId: '222222222222' }] });
    const { map } = await survey();
    const [full, deny] = [
      { name: 'FullAWSAccess', document: '{"full":1}' },
      { name: 'no trails', document: '{"deny":1}' },
    ];
    expect(surroundingsOf('222222222222', map)).toEqual({
      organization: 'o-test',
      management: '111111111111',
      policyTypes: ['SERVICE_CONTROL_POLICY'],
      accounts: ['111111111111', '222222222222', REFUSED, '444444444444'].sort(),
      guardrails: { seen: true, value: [[full], [], [full, deny]] },
    });
    expect(surroundingsOf('111111111111', map).guardrails).toEqual({ seen: true, value: [] });
  });

  test('SCPs that may not be read are unseen and stop nothing; none are asked for where they are not enabled', async () => {
    expect((await survey()).map.guardrails).toEqual({ seen: true, value: { policies: {}, attached: {} } });
    const PolicyTypes = [{ Type: 'SERVICE_CONTROL_POLICY' as const, Status: 'ENABLED' as const }];
    organizations.on(ListRootsCommand).resolves({ Roots: [{ Id: 'r-root', Name: 'Root', PolicyTypes }] });
    organizations
      .on(ListPoliciesCommand)
      .rejects(Object.assign(new Error('no'), { name: 'AccessDeniedException' }));
    const { map } = await survey();
    expect(surroundingsOf('222222222222', map).guardrails).toMatchObject({
      unseen: { kind: 'denied', action: 'organizations:ListPolicies' },
    });
  });

  test('an account that refuses the role keeps its targets, each unreachable for that reason', async () => {
    const refused = (await survey()).targets.filter(({ account }) => account === REFUSED);
    expect(refused.map(({ region }) => region)).toEqual(['aws-global', 'eu-west-1', 'us-east-1']);
    for (const { unreachable } of refused)
      expect(unreachable).toMatchObject({
        kind: 'denied',
        action: 'sts:AssumeRole',
        message: expect.stringContaining('AccessDenied'),
      });
  });

  test.each<[string, Partial<Scope>, readonly string[], RegExp]>([
    [
      'an OU excluded',
      { accounts: { include: [], exclude: [{ id: 'ou-work', reason: 'not in this audit' }] } },
      ['111111111111'],
      /excluded by scope\.yaml: not in this audit/,
    ],
    [
      'an OU included',
      { accounts: { include: ['ou-deep'], exclude: [] } },
      [REFUSED],
      /not among the accounts that scope\.yaml includes/,
    ],
    [
      'an account excluded',
      { accounts: { include: [], exclude: [{ id: '222222222222', reason: 'a sandbox only' }] } },
      ['111111111111', REFUSED],
      /a sandbox only/,
    ],
  ])('%s', async (_, scope, examined, reason) => {
    const { accounts, excluded } = await survey(scope);
    expect(accounts.map(({ id }) => id)).toEqual(examined);
    expect(excluded.some((account) => reason.test(account.reason))).toBe(true);
    expect(accounts.length + excluded.length).toBe(4);
  });

  test('Regions of the scope that an account has not enabled are no targets', async () => {
    const { targets } = await survey({ regions: ['eu-west-1', 'ap-south-1'] });
    expect(new Set(targets.map(({ region }) => region))).toEqual(new Set(['aws-global', 'eu-west-1']));
  });

  test('an account that the OU tree does not hold is an error, never left out', async () => {
    organizations.on(ListAccountsForParentCommand, { ParentId: 'ou-deep' }).resolves({ Accounts: [] });
    await expect(survey()).rejects.toThrow(
      `counts 4 accounts and the OU tree 3; not in the tree: ${REFUSED}`,
    );
  });

  test('an Organization with the management account alone', async () => {
    organizations.on(ListAccountsCommand).resolves({ Accounts: [{ Id: '111111111111' }] });
    organizations
      .on(ListOrganizationalUnitsForParentCommand, { ParentId: 'r-root' })
      .resolves({ OrganizationalUnits: [] });
    expect(await survey()).toMatchObject({
      accountsTotal: 1,
      accounts: [{ id: '111111111111' }],
      excluded: [],
    });
  });

  test.each<[string, Error, RegExp]>([
    [
      'no Organization',
      new AWSOrganizationsNotInUseException({
        message: 'Your account is not a member of an organization.',
        $metadata: {},
      }),
      /organizations:DescribeOrganization: AWSOrganizationsNotInUseException/,
    ],
    [
      'no right to read it',
      Object.assign(new Error('no'), { name: 'AccessDeniedException' }),
      /organizations:DescribeOrganization: AccessDeniedException: no/,
    ],
  ])('%s', async (_, error, message) => {
    organizations.on(DescribeOrganizationCommand).rejects(error);
    await expect(survey()).rejects.toThrow(message);
  });

  test('one account alone needs no Organization', async () => {
    const { targets, organization } = await singleAccount(
      '111111111111',
      DEFAULT_SCOPE,
      'eu-west-1',
      'aws',
      new RequestLog(),
    ).survey();
    expect(organization).toBeNull();
    expect(targets).toHaveLength(3);
    expect(organizations.calls()).toHaveLength(0);
  });
});

describe('entering an account', () => {
  test('with external id and session name, once, from the Regional STS', async () => {
    const log = new RequestLog();
    const access = assumeRoleAccess(settings, log);
    await access.open('222222222222');
    const credentials = await access.open('222222222222');
    expect(await credentials()).toMatchObject({ accessKeyId: 'a', sessionToken: 't' });
    expect(sts.commandCalls(AssumeRoleCommand).map(({ args }) => args[0].input)).toEqual([
      {
        RoleArn: 'arn:aws:iam::222222222222:role/Reader',
        RoleSessionName: settings.sessionName,
        ExternalId: 'abc',
      },
    ]);
    const client = sts.commandCalls(AssumeRoleCommand)[0]?.thisValue as STSClient;
    expect(await client.config.region()).toBe('eu-west-1');
  });

  test('credentials near their end are renewed', async () => {
    sts.on(AssumeRoleCommand).resolves({
      AssumedRoleUser: { Arn: 'arn:aws:sts::222222222222:assumed-role/Reader/x', AssumedRoleId: 'x' },
      Credentials: {
        AccessKeyId: 'a',
        SecretAccessKey: 's',
        SessionToken: 't',
        Expiration: new Date(Date.now() + 60_000),
      },
    });
    const credentials = await assumeRoleAccess(settings, new RequestLog()).open('222222222222');
    await credentials();
    expect(sts.commandCalls(AssumeRoleCommand)).toHaveLength(2);
  });

  test('a refusal is tried again the next time, not remembered', async () => {
    const access = assumeRoleAccess(settings, new RequestLog());
    await expect(access.open(REFUSED)).rejects.toMatchObject({ unseen: { kind: 'denied' } });
    await expect(access.open(REFUSED)).rejects.toMatchObject({ unseen: { kind: 'denied' } });
    expect(sts.commandCalls(AssumeRoleCommand)).toHaveLength(2);
  });

  test('another account than the one asked for is refused', async () => {
    sts.on(AssumeRoleCommand).resolves({
      AssumedRoleUser: { Arn: 'arn:aws:sts::999999999999:assumed-role/Reader/x', AssumedRoleId: 'x' },
    });
    await expect(assumeRoleAccess(settings, new RequestLog()).open('222222222222')).rejects.toThrow(
      /instead of account 222222222222/,
    );
  });
});
