import {
  DescribeOrganizationCommand,
  DescribePolicyCommand,
  ListAccountsForParentCommand,
  ListOrganizationalUnitsForParentCommand,
  ListPoliciesCommand,
  ListRootsCommand,
  ListTargetsForPolicyCommand,
  OrganizationsClient,
  type PolicyTypeSummary,
} from '@aws-sdk/client-organizations';
import { beforeEach, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { collectAll } from '../../test/support/collect.ts';
import { organization } from './organizations.ts';

const organizations = mockClient(OrganizationsClient);
const ARN = 'arn:aws:organizations::111122223333:organization/o-1';
const denied = Object.assign(new Error('no'), { name: 'AccessDeniedException' });

const collected = async () => (await collectAll(organization, { region: 'aws-global' }))[ARN];
const root = (...PolicyTypes: readonly PolicyTypeSummary[]) =>
  organizations
    .on(ListRootsCommand)
    .resolves({ Roots: [{ Id: 'r-1', Name: 'Root', PolicyTypes: [...PolicyTypes] }] });
const content = (statement: object) => ({ Policy: { Content: JSON.stringify({ Statement: [statement] }) } });

beforeEach(() => {
  organizations.reset();
  organizations
    .on(DescribeOrganizationCommand)
    .resolves({ Organization: { Arn: ARN, FeatureSet: 'ALL', MasterAccountId: '111122223333' } })
    .on(ListOrganizationalUnitsForParentCommand)
    .resolves({ OrganizationalUnits: [] })
    .on(ListOrganizationalUnitsForParentCommand, { ParentId: 'r-1' })
    .resolves({ OrganizationalUnits: [{ Id: 'ou-b', Name: 'Work' }], NextToken: 'more' })
    .on(ListOrganizationalUnitsForParentCommand, { ParentId: 'r-1', NextToken: 'more' })
    .resolves({ OrganizationalUnits: [{ Id: 'ou-a', Name: 'Play' }] })
    .on(ListOrganizationalUnitsForParentCommand, { ParentId: 'ou-b' })
    .resolves({ OrganizationalUnits: [{ Id: 'ou-c', Name: 'Prod' }] })
    .on(ListAccountsForParentCommand)
    .resolves({ Accounts: [] })
    .on(ListAccountsForParentCommand, { ParentId: 'r-1' })
    .resolves({ Accounts: [{ Id: '111122223333', State: 'ACTIVE' }] })
    .on(ListAccountsForParentCommand, { ParentId: 'ou-c' })
    .resolves({
      Accounts: [
        { Id: '222233334444', State: 'ACTIVE' },
        { Id: '333344445555', Status: 'ACTIVE' },
        { Id: '444455556666', State: 'SUSPENDED' },
      ],
    })
    .on(ListPoliciesCommand, { Filter: 'SERVICE_CONTROL_POLICY' })
    .resolves({
      Policies: [
        { Id: 'p-FullAWSAccess', Name: 'FullAWSAccess' },
        { Id: 'p-1', Name: 'Deny' },
      ],
    })
    .on(DescribePolicyCommand, { PolicyId: 'p-FullAWSAccess' })
    .resolves(content({ Effect: 'Allow', Action: '*', Resource: '*' }))
    .on(DescribePolicyCommand, { PolicyId: 'p-1' })
    .resolves(content({ Effect: 'Deny', Action: 'organizations:LeaveOrganization', Resource: '*' }))
    .on(ListTargetsForPolicyCommand, { PolicyId: 'p-FullAWSAccess' })
    .resolves({ Targets: ['r-1', 'ou-a', 'ou-b', 'ou-c'].map((TargetId) => ({ TargetId })) })
    .on(ListTargetsForPolicyCommand, { PolicyId: 'p-1' })
    .resolves({ Targets: [{ TargetId: 'ou-b' }] });
  root({ Type: 'SERVICE_CONTROL_POLICY', Status: 'ENABLED' });
});

test('the tree has the active member accounts and the policies of each unit', async () => {
  const full = { name: 'FullAWSAccess', denies: false, allowsEverything: true };
  const deny = { name: 'Deny', denies: true, allowsEverything: false };
  const units = [
    { id: 'r-1', path: 'Root', above: [], accounts: 0, policies: [full] },
    { id: 'ou-a', path: 'Root/Play', above: ['r-1'], accounts: 0, policies: [full] },
    { id: 'ou-b', path: 'Root/Work', above: ['r-1'], accounts: 0, policies: [deny, full] },
    { id: 'ou-c', path: 'Root/Work/Prod', above: ['r-1', 'ou-b'], accounts: 2, policies: [full] },
  ];
  expect(await collected()).toEqual({
    featureSet: { seen: true, value: 'ALL' },
    guardrails: { seen: true, value: { enabled: true, units } },
  });
});

test('where service control policies are not enabled none is asked for', async () => {
  root({ Type: 'SERVICE_CONTROL_POLICY', Status: 'PENDING_DISABLE' });
  expect(await collected()).toMatchObject({
    guardrails: { seen: true, value: { enabled: false, units: [{ policies: [] }, {}, {}, {}] } },
  });
  expect(organizations.commandCalls(ListPoliciesCommand)).toHaveLength(0);
});

test('a policy or a unit that cannot be read leaves the whole unseen', async () => {
  organizations.on(DescribePolicyCommand, { PolicyId: 'p-1' }).rejects(denied);
  expect(await collected()).toMatchObject({
    featureSet: { seen: true },
    guardrails: { unseen: { kind: 'denied', action: 'organizations:DescribePolicy' } },
  });
  organizations.on(ListAccountsForParentCommand, { ParentId: 'ou-c' }).rejects(denied);
  root();
  expect(await collected()).toMatchObject({
    guardrails: { unseen: { kind: 'denied', action: 'organizations:ListAccountsForParent' } },
  });
});

test('an Organization that cannot be described throws', async () => {
  organizations.on(DescribeOrganizationCommand).rejects(denied);
  await expect(collected()).rejects.toMatchObject({ unseen: { kind: 'denied' } });
});
