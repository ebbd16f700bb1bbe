import { DescribeInstancesCommand, DescribeRegionsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { IAMClient, ListOrganizationsFeaturesCommand } from '@aws-sdk/client-iam';
import { LambdaClient, ListFunctionsCommand } from '@aws-sdk/client-lambda';
import {
  DescribeEffectivePolicyCommand,
  DescribeOrganizationCommand,
  DescribePolicyCommand,
  ListAccountsForParentCommand,
  ListDelegatedAdministratorsCommand,
  ListDelegatedServicesForAccountCommand,
  ListOrganizationalUnitsForParentCommand,
  ListPoliciesCommand,
  ListRootsCommand,
  ListTargetsForPolicyCommand,
  OrganizationsClient,
  type PolicyTypeSummary,
} from '@aws-sdk/client-organizations';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { collectAll } from '../../test/support/collect.ts';
import { account, organization } from './organizations.ts';

const organizations = mockClient(OrganizationsClient);
const iam = mockClient(IAMClient);
const ec2 = mockClient(EC2Client);
const lambda = mockClient(LambdaClient);
const ARN = 'arn:aws:organizations::111122223333:organization/o-1';
const error = (name: string) => Object.assign(new Error('no'), { name });
const denied = error('AccessDeniedException');

const collected = async (...facts: readonly string[]) =>
  (await collectAll(organization, { region: 'aws-global', facts }))[ARN];
const root = (...PolicyTypes: readonly PolicyTypeSummary[]) =>
  organizations
    .on(ListRootsCommand)
    .resolves({ Roots: [{ Id: 'r-1', Name: 'Root', PolicyTypes: [...PolicyTypes] }] });
const content = (statement: object) => ({ Policy: { Content: JSON.stringify({ Statement: [statement] }) } });

beforeEach(() => {
  for (const client of [organizations, iam, ec2, lambda]) client.reset();
  organizations
    .on(DescribeOrganizationCommand)
    .resolves({ Organization: { Id: 'o-1', Arn: ARN, FeatureSet: 'ALL', MasterAccountId: '111122223333' } })
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

describe('the tree of units', () => {
  const plain = { deniesAudit: [], guardsRoles: [] };
  const full = { name: 'FullAWSAccess', denies: false, allowsEverything: true, ...plain };

  test('it has the active member accounts and the policies of each unit', async () => {
    const deny = { name: 'Deny', denies: true, allowsEverything: false, ...plain };
    const units = [
      { id: 'r-1', path: 'Root', above: [], accounts: 0, policies: [full] },
      { id: 'ou-a', path: 'Root/Play', above: ['r-1'], accounts: 0, policies: [full] },
      { id: 'ou-b', path: 'Root/Work', above: ['r-1'], accounts: 0, policies: [deny, full] },
      { id: 'ou-c', path: 'Root/Work/Prod', above: ['r-1', 'ou-b'], accounts: 2, policies: [full] },
    ];
    expect(await collected('featureSet', 'guardrails')).toEqual({
      featureSet: { seen: true, value: 'ALL' },
      guardrails: { seen: true, value: { enabled: true, units } },
    });
  });

  test('its policies tell which audit services and roles they protect', async () => {
    organizations.on(DescribePolicyCommand, { PolicyId: 'p-1' }).resolves({
      Policy: {
        Content: JSON.stringify({
          Statement: [
            { Effect: 'Deny', Action: 'cloudtrail:StopLogging', Resource: '*' },
            { Effect: 'Deny', Action: 'iam:*', Resource: 'arn:aws:iam::*:role/Vouch*' },
          ],
        }),
      },
    });
    const policies = [{ deniesAudit: ['cloudtrail:StopLogging'], guardsRoles: ['Vouch*'] }, full];
    expect(await collected('guardrails')).toMatchObject({
      guardrails: { value: { units: [{}, {}, { path: 'Root/Work', policies }, {}] } },
    });
  });

  test('resource control policies hang on the same tree, which is read once', async () => {
    root(
      { Type: 'SERVICE_CONTROL_POLICY', Status: 'ENABLED' },
      { Type: 'RESOURCE_CONTROL_POLICY', Status: 'ENABLED' },
    );
    organizations
      .on(ListPoliciesCommand, { Filter: 'RESOURCE_CONTROL_POLICY' })
      .resolves({ Policies: [{ Id: 'p-2', Name: 'NoOutsiders' }] })
      .on(DescribePolicyCommand, { PolicyId: 'p-2' })
      .resolves(content({ Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: '*' }))
      .on(ListTargetsForPolicyCommand, { PolicyId: 'p-2' })
      .resolves({ Targets: [{ TargetId: 'r-1' }] });
    const policies = [{ name: 'NoOutsiders', denies: true }];
    expect(await collected('guardrails', 'resourceGuardrails')).toMatchObject({
      resourceGuardrails: { value: { enabled: true, units: [{ policies }, { policies: [] }, {}, {}] } },
    });
    expect(organizations.commandCalls(ListAccountsForParentCommand)).toHaveLength(4);
    expect(organizations.commandCalls(DescribeOrganizationCommand)).toHaveLength(1);
  });

  test('where policies of a kind are not enabled none is asked for', async () => {
    root({ Type: 'SERVICE_CONTROL_POLICY', Status: 'PENDING_DISABLE' });
    const units = [{ policies: [] }, {}, {}, {}];
    expect(await collected('guardrails', 'resourceGuardrails')).toMatchObject({
      guardrails: { seen: true, value: { enabled: false, units } },
      resourceGuardrails: { seen: true, value: { enabled: false, units } },
    });
    expect(organizations.commandCalls(ListPoliciesCommand)).toHaveLength(0);
  });

  test('a policy or a unit that cannot be read leaves the whole unseen', async () => {
    organizations.on(DescribePolicyCommand, { PolicyId: 'p-1' }).rejects(denied);
    expect(await collected('featureSet', 'guardrails')).toMatchObject({
      featureSet: { seen: true },
      guardrails: { unseen: { kind: 'denied', action: 'organizations:DescribePolicy' } },
    });
    organizations.on(ListAccountsForParentCommand, { ParentId: 'ou-c' }).rejects(denied);
    root();
    expect(await collected('guardrails')).toMatchObject({
      guardrails: { unseen: { kind: 'denied', action: 'organizations:ListAccountsForParent' } },
    });
  });
});

describe('what the management account sees beside the tree', () => {
  test('delegated administrators with their services', async () => {
    organizations
      .on(ListDelegatedAdministratorsCommand)
      .resolves({ DelegatedAdministrators: [{ Id: '333344445555' }], NextToken: 'more' })
      .on(ListDelegatedAdministratorsCommand, { NextToken: 'more' })
      .resolves({ DelegatedAdministrators: [{ Id: '222233334444' }] })
      .on(ListDelegatedServicesForAccountCommand, { AccountId: '333344445555' })
      .resolves({ DelegatedServices: [{ ServicePrincipal: 'sso.amazonaws.com' }] })
      .on(ListDelegatedServicesForAccountCommand, { AccountId: '222233334444' })
      .resolves({
        DelegatedServices: [
          { ServicePrincipal: 'guardduty.amazonaws.com' },
          { ServicePrincipal: 'access-analyzer.amazonaws.com' },
        ],
      });
    expect(await collected('delegatedAdministrators')).toEqual({
      delegatedAdministrators: {
        seen: true,
        value: [
          { account: '222233334444', services: ['access-analyzer.amazonaws.com', 'guardduty.amazonaws.com'] },
          { account: '333344445555', services: ['sso.amazonaws.com'] },
        ],
      },
    });
    organizations.on(ListDelegatedServicesForAccountCommand).rejects(denied);
    expect(await collected('delegatedAdministrators')).toMatchObject({
      delegatedAdministrators: { unseen: { action: 'organizations:ListDelegatedServicesForAccount' } },
    });
  });

  test('features for root users; none where IAM may not act for the Organization; a refusal is unseen', async () => {
    iam
      .on(ListOrganizationsFeaturesCommand)
      .resolves({ OrganizationId: 'o-1', EnabledFeatures: ['RootSessions', 'RootCredentialsManagement'] });
    const value = ['RootCredentialsManagement', 'RootSessions'];
    expect(await collected('rootFeatures')).toEqual({ rootFeatures: { seen: true, value } });
    iam.on(ListOrganizationsFeaturesCommand).rejects(error('ServiceAccessNotEnabledException'));
    expect(await collected('rootFeatures')).toEqual({ rootFeatures: { seen: true, value: [] } });
    iam.on(ListOrganizationsFeaturesCommand).resolves({ OrganizationId: 'o-1' });
    expect(await collected('rootFeatures')).toMatchObject({ rootFeatures: { unseen: { kind: 'failed' } } });
    iam.on(ListOrganizationsFeaturesCommand).rejects(denied);
    expect(await collected('rootFeatures')).toMatchObject({
      rootFeatures: { unseen: { kind: 'denied', action: 'iam:ListOrganizationsFeatures' } },
    });
  });

  test('workloads of its own account in every enabled Region', async () => {
    const name = 'arn:aws:lambda:us-east-1:111122223333:function:f';
    ec2
      .on(DescribeRegionsCommand)
      .resolves({ Regions: [{ RegionName: 'us-east-1' }, { RegionName: 'eu-west-1' }] })
      .on(DescribeInstancesCommand)
      .callsFake(async (_, getClient) => ({
        Reservations:
          (await getClient().config.region()) === 'eu-west-1' ? [{ Instances: [{ InstanceId: 'i-1' }] }] : [],
      }));
    lambda.on(ListFunctionsCommand).callsFake(async (_, getClient) => ({
      Functions: (await getClient().config.region()) === 'us-east-1' ? [{ FunctionArn: name }] : [],
    }));
    const value = ['arn:aws:ec2:eu-west-1:111122223333:instance/i-1', name];
    expect(await collected('managementWorkloads')).toEqual({ managementWorkloads: { seen: true, value } });
    expect(ec2.commandCalls(DescribeInstancesCommand)[0]?.args[0].input).toMatchObject({
      Filters: [{ Name: 'instance-state-name', Values: ['pending', 'running'] }],
    });
    lambda.on(ListFunctionsCommand).rejects(denied);
    expect(await collected('managementWorkloads')).toMatchObject({
      managementWorkloads: { unseen: { kind: 'denied', action: 'lambda:ListFunctions' } },
    });
  });
});

describe('an account', () => {
  const ROOT = 'arn:aws:iam::222233334444:root';
  const facts = async (organization: string | null = null) =>
    (
      await collectAll(account, {
        account: '222233334444',
        region: 'aws-global',
        surroundings: { organization },
      })
    )[ROOT];
  const inEffect = (PolicyContent: string | undefined) =>
    organizations
      .on(DescribeEffectivePolicyCommand, { PolicyType: 'DECLARATIVE_POLICY_EC2' })
      .resolves({ EffectivePolicy: { PolicyContent } });

  test('belongs to an Organization, and declarative policies hold its settings', async () => {
    inEffect(
      JSON.stringify({
        ec2_attributes: {
          exception_message: 'ask the platform team',
          serial_console_access: { status: 'disabled' },
          allowed_images_settings: { state: 'enabled', image_criteria: { criteria_1: {} } },
        },
      }),
    );
    const settings = {
      'serial_console_access.status': 'disabled',
      'allowed_images_settings.state': 'enabled',
    };
    expect(await facts()).toEqual({
      organization: { seen: true, value: 'o-1' },
      ec2Policy: { seen: true, value: settings },
    });
  });

  test('of an Organization that is scanned as a whole is not asked where it belongs', async () => {
    organizations.on(DescribeOrganizationCommand).rejects(denied);
    expect(await facts('o-2')).toMatchObject({ organization: { seen: true, value: 'o-2' } });
  });

  test('to belong to none, and to have no policy, is seen', async () => {
    organizations.on(DescribeOrganizationCommand).rejects(error('AWSOrganizationsNotInUseException'));
    organizations.on(DescribeEffectivePolicyCommand).rejects(error('EffectivePolicyNotFoundException'));
    expect(await facts()).toEqual({
      organization: { seen: true, value: null },
      ec2Policy: { seen: true, value: null },
    });
  });

  test('what is refused or not a policy is unseen', async () => {
    organizations.on(DescribeOrganizationCommand).rejects(denied);
    organizations.on(DescribeEffectivePolicyCommand).rejects(denied);
    expect(await facts()).toMatchObject({
      organization: { unseen: { kind: 'denied', action: 'organizations:DescribeOrganization' } },
      ec2Policy: { unseen: { kind: 'denied', action: 'organizations:DescribeEffectivePolicy' } },
    });
    for (const content of [undefined, 'null', '{}', '{']) {
      inEffect(content);
      expect(await facts()).toMatchObject({ ec2Policy: { unseen: { kind: 'failed' } } });
    }
  });
});

test('an Organization that cannot be described throws', async () => {
  organizations.on(DescribeOrganizationCommand).rejects(denied);
  await expect(collected()).rejects.toMatchObject({ unseen: { kind: 'denied' } });
});
