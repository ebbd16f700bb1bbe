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
const { audit, memberAccess, members } = templates(FULL, { policy: large });
const plain = deployed({}, { scope: { ...SCOPE, access: { roleName: 'Reader', externalId: null } } });
const trust = (template: Template) =>
  resourcesOf(template, 'AWS::IAM::Role').map(({ Properties }) => Properties.AssumeRolePolicyDocument);

describe('the role in scanned accounts', () => {
  test('trusts the functions that may enter it and no others, with external id and Organization', () => {
    const entering = FUNCTIONS.filter((name) => allowedActions(audit, name).includes('sts:AssumeRole'));
    expect(entering).toEqual(['plan-scan', 'scan-target', 'attribute-drift']);
    expect(trust(memberAccess)).toEqual([
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
    const policies = resourcesOf(memberAccess, 'AWS::IAM::ManagedPolicy');
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
    ]);
  });

  test('without an external id in scope.yaml, it asks for none', () => {
    expect(JSON.stringify(trust(Template.fromStack(plain.memberAccess)))).not.toContain('sts:ExternalId');
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
