import { describe, expect, test } from '@jest/globals';
import { Template } from 'aws-cdk-lib/assertions';
import {
  allowedActions,
  deployed,
  FULL,
  POLICY,
  resourcesOf,
  SCOPE,
  templates,
} from '../../test/support/deployment.ts';
import { FUNCTIONS } from './code.ts';

const actions = Array.from({ length: 400 }, (_, index) => `service-${index % 20}:DescribeSomething${index}`);
const large = {
  ...POLICY,
  Statement: POLICY.Statement.map((statement) => ({ ...statement, Action: actions })),
};
const { audit, memberAccess, memberChanges, members } = templates(FULL, { policy: large });
const plain = deployed({}, { scope: { ...SCOPE, access: { roleName: 'Reader', externalId: null } } });
const trust = (template: Template) =>
  resourcesOf(template, 'AWS::IAM::Role').map(({ Properties }) => Properties.AssumeRolePolicyDocument);

describe('the role in scanned accounts', () => {
  test('trusts the functions that may enter it and no others, with external id and Organization', () => {
    const entering = FUNCTIONS.filter((name) => allowedActions(audit, name).includes('sts:AssumeRole'));
    expect(entering).toEqual(['plan-scan', 'scan-target', 'attribute-drift', 'rescan-on-change']);
    expect(trust(memberAccess).slice(0, 1)).toEqual([
      {
        Version: '2012-10-17',
        Statement: [
          {
            Action: 'sts:AssumeRole',
            Effect: 'Allow',
            Principal: { AWS: 'arn:aws:iam::AuditAccountId:root' },
            Condition: {
              ArnEquals: {
                'aws:PrincipalArn': entering.map((name) => `arn:aws:iam::AuditAccountId:role/vouch-${name}`),
              },
              StringEquals: { 'aws:PrincipalOrgID': 'OrganizationId', 'sts:ExternalId': 'some-text' },
            },
          },
        ],
      },
    ]);
  });

  test('has every action of the policy, in parts that IAM takes', () => {
    const policies = resourcesOf(memberAccess, 'AWS::IAM::ManagedPolicy').filter(({ id }) =>
      /^Read/.test(id),
    );
    const documents = policies.map(({ Properties }) => Properties.PolicyDocument);
    expect(policies.length).toBeGreaterThan(1);
    expect(policies.length).toBeLessThanOrEqual(10);
    for (const document of documents) expect(JSON.stringify(document).length).toBeLessThanOrEqual(6144);
    const granted = documents.flatMap((document) =>
      (document as { Statement: { Action: string[] }[] }).Statement.flatMap(({ Action }) => Action),
    );
    expect(granted.sort()).toEqual([...actions].sort());
  });

  test('its template needs no bootstrapping and names no account', () => {
    const text = JSON.stringify(memberAccess.toJSON());
    expect(text).not.toMatch(/BootstrapVersion|\d{12}/);
    expect(Object.keys(memberAccess.toJSON().Parameters as object)).toEqual([
      'AuditAccountId',
      'OrganizationId',
      'AuditRegion',
    ]);
    expect(Object.keys(Template.fromStack(plain.memberAccess).toJSON().Parameters as object)).toEqual([
      'AuditAccountId',
      'OrganizationId',
    ]);
  });

  test('without an external id in scope.yaml, it asks for none', () => {
    expect(JSON.stringify(trust(Template.fromStack(plain.memberAccess)))).not.toContain('sts:ExternalId');
  });
});

const BUS = 'arn:aws:events:AuditRegion:AuditAccountId:event-bus/vouch';
const FORWARDER = 'arn:aws:iam::111122223333:role/vouch-forward-changes';

describe('what tells of changes', () => {
  const rules = memberChanges ? resourcesOf(memberChanges, 'AWS::Events::Rule') : [];

  test('rules send calls that succeeded to the bus, by a role that may do that alone', () => {
    for (const { Properties } of rules) {
      expect(Properties.Targets).toEqual([{ Id: 'Vouch', Arn: BUS, RoleArn: FORWARDER }]);
      expect(Properties.EventPattern).toMatchObject({
        'detail-type': ['AWS API Call via CloudTrail'],
        detail: { errorCode: [{ exists: false }] },
      });
    }
    const [, forwarder] = resourcesOf(memberAccess, 'AWS::IAM::Role');
    expect(forwarder?.Properties).toMatchObject({
      RoleName: 'vouch-forward-changes',
      AssumeRolePolicyDocument: {
        Statement: [
          {
            Principal: { Service: 'events.amazonaws.com' },
            Condition: { StringEquals: { 'aws:SourceAccount': '111122223333' } },
          },
        ],
      },
    });
    const policy = resourcesOf(memberAccess, 'AWS::IAM::ManagedPolicy').find(({ id }) => /^Forward/.test(id));
    expect(policy?.Properties).toMatchObject({
      Roles: [forwarder?.id],
      PolicyDocument: { Statement: [{ Action: 'events:PutEvents', Effect: 'Allow', Resource: BUS }] },
    });
  });

  test('patterns are as long as EventBridge takes, and as few as that allows', () => {
    const lengths = rules.map(({ Properties }) => JSON.stringify(Properties.EventPattern).length);
    expect(Math.max(...lengths)).toBeLessThanOrEqual(2_048);
    expect(rules.length).toBeLessThan(12);
  });

  test('a second StackSet brings them to each Region that is named, after the role', () => {
    const [, changes] = members ? resourcesOf(members, 'AWS::CloudFormation::StackSet') : [];
    expect(changes).toMatchObject({
      DependsOn: ['Members'],
      Properties: {
        StackSetName: 'vouch-member-changes',
        StackInstancesGroup: [{ Regions: ['eu-west-1', 'us-east-1'] }],
        Parameters: [
          { ParameterKey: 'AuditAccountId', ParameterValue: '111122223333' },
          { ParameterKey: 'AuditRegion', ParameterValue: 'eu-west-1' },
        ],
      },
    });
    expect(String(changes?.Properties.TemplateBody).length).toBeLessThanOrEqual(51_200);
  });

  test('nothing of it is there unless Regions are named', () => {
    expect(plain.memberChanges).toBeNull();
    expect(resourcesOf(Template.fromStack(plain.memberAccess), 'AWS::IAM::Role')).toHaveLength(1);
  });
});

describe('the StackSet', () => {
  test('gives the same role to every account of the units, new ones included', () => {
    const [set] = members ? resourcesOf(members, 'AWS::CloudFormation::StackSet') : [];
    expect(set?.Properties).toMatchObject({
      PermissionModel: 'SERVICE_MANAGED',
      CallAs: 'DELEGATED_ADMIN',
      AutoDeployment: { Enabled: true, RetainStacksOnAccountRemoval: false },
      Capabilities: ['CAPABILITY_NAMED_IAM'],
      Parameters: [
        { ParameterKey: 'AuditAccountId', ParameterValue: '111122223333' },
        { ParameterKey: 'OrganizationId', ParameterValue: FULL.organizationId },
        { ParameterKey: 'AuditRegion', ParameterValue: 'eu-west-1' },
      ],
      StackInstancesGroup: [
        { DeploymentTargets: { OrganizationalUnitIds: ['r-ab12'] }, Regions: ['eu-west-1'] },
      ],
    });
    const text = String(set?.Properties.TemplateBody);
    // https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html
    expect(text.length).toBeLessThanOrEqual(51_200);
    const role = (JSON.parse(text) as { Resources: Record<string, { Properties: object }> }).Resources;
    const [own] = Object.values(memberAccess.findResources('AWS::IAM::Role'));
    expect(Object.values(role)[0]?.Properties).toEqual(own?.Properties);
  });

  test('is left out while the Organization is not known', () => {
    expect(plain.members).toBeNull();
  });
});
