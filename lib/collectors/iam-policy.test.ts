import {
  GetAccountAuthorizationDetailsCommand,
  type GetAccountAuthorizationDetailsCommandOutput,
  IAMClient,
} from '@aws-sdk/client-iam';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { collectAll } from '../../test/support/collect.ts';
import { accountPolicies, policy } from './iam-policy.ts';

const iam = mockClient(IAMClient);
beforeEach(() => {
  iam.reset();
});

const ARN = 'arn:aws:iam::111122223333:';
const AWS = 'arn:aws:iam::aws:policy/';
const REGION = { region: 'aws-global' };
const text = (statement: object) => encodeURIComponent(JSON.stringify({ Statement: [statement] }));
const everything = text({ Effect: 'Allow', Action: '*', Resource: '*' });
const attached = (...arns: readonly string[]) => arns.map((PolicyArn) => ({ PolicyArn }));
const managed = (Arn: string, Document: string) => ({
  Arn,
  PolicyVersionList: [{ IsDefaultVersion: true, Document }],
});
type Page = Partial<GetAccountAuthorizationDetailsCommandOutput>;
const pages = (first: Page, second: Page) =>
  iam
    .on(GetAccountAuthorizationDetailsCommand)
    .resolves({ ...first, IsTruncated: true, Marker: 'more' })
    .on(GetAccountAuthorizationDetailsCommand, { Marker: 'more' })
    .resolves(second);
const refuse = () =>
  iam
    .on(GetAccountAuthorizationDetailsCommand)
    .rejects(Object.assign(new Error('no'), { name: 'AccessDenied' }));

const boundary = {
  PermissionsBoundaryType: 'PermissionsBoundaryPolicy' as const,
  PermissionsBoundaryArn: `${ARN}policy/a`,
};

describe('policies', () => {
  test('those of the customer, and those of AWS that the customer attached, with holders of all pages', async () => {
    pages(
      {
        UserDetailList: [
          { Arn: `${ARN}user/bob`, PermissionsBoundary: boundary },
          {
            Arn: `${ARN}user/ann`,
            UserPolicyList: [{ PolicyName: 'own', PolicyDocument: everything }],
            AttachedManagedPolicies: attached(`${ARN}policy/a`, `${AWS}ReadOnlyAccess`),
          },
        ],
        GroupDetailList: [
          {
            Arn: `${ARN}group/g`,
            GroupPolicyList: [{ PolicyName: 'p', PolicyDocument: 'not a policy' }],
            AttachedManagedPolicies: attached(`${ARN}policy/a`, `${AWS}Undescribed`),
          },
        ],
      },
      {
        RoleDetailList: [
          {
            Arn: `${ARN}role/r`,
            Path: '/',
            PermissionsBoundary: boundary,
            RolePolicyList: [{ PolicyName: 'p', PolicyDocument: everything }],
          },
          {
            Arn: `${ARN}role/aws-service-role/x/AWSServiceRoleForX`,
            Path: '/aws-service-role/x/',
            AttachedManagedPolicies: attached(`${AWS}aws-service-role/X`),
          },
        ],
        Policies: [
          {
            Arn: `${ARN}policy/a`,
            PolicyVersionList: [
              { VersionId: 'v2', Document: text({ Effect: 'Deny', Action: '*', Resource: '*' }) },
              { VersionId: 'v1', IsDefaultVersion: true, Document: everything },
            ],
          },
          { Arn: `${ARN}policy/b`, PolicyVersionList: [] },
          managed(`${AWS}ReadOnlyAccess`, everything),
          managed(`${AWS}PowerUserAccess`, everything),
          managed(`${AWS}aws-service-role/X`, everything),
        ],
      },
    );
    const document = { value: { statements: [{ effect: 'Allow', actions: ['*'], resources: ['*'] }] } };
    const found = await collectAll(policy, REGION);
    expect(found).toMatchObject({
      [`${ARN}policy/a`]: {
        kind: { value: 'customer-managed' },
        holders: { value: [`${ARN}group/g`, `${ARN}user/ann`] },
        boundaryOf: { value: 2 },
        document,
      },
      [`${ARN}policy/b`]: { holders: { value: [] }, boundaryOf: { value: 0 }, document: { seen: false } },
      [`${AWS}ReadOnlyAccess`]: { kind: { value: 'aws-managed' }, holders: { value: [`${ARN}user/ann`] } },
      [`${AWS}Undescribed`]: { holders: { value: [`${ARN}group/g`] }, document: { seen: false } },
      [`${ARN}user/ann#inline/own`]: {
        kind: { value: 'inline' },
        holders: { value: [`${ARN}user/ann`] },
        boundaryOf: { value: 0 },
        document,
      },
      [`${ARN}group/g#inline/p`]: { document: { seen: false, unseen: { kind: 'failed' } } },
      [`${ARN}role/r#inline/p`]: { document },
    });
    expect(Object.keys(found)).toHaveLength(7);
  });

  test('a refusal throws', async () => {
    refuse();
    await expect(collectAll(policy, REGION)).rejects.toMatchObject({
      unseen: { kind: 'denied', action: 'iam:GetAccountAuthorizationDetails' },
    });
  });
});

describe('who can open support cases', () => {
  const openers = async () => (await collectAll(accountPolicies, REGION))[`${ARN}root`]?.supportCaseOpeners;
  const support = text({ Effect: 'Allow', Action: ['support:*'], Resource: '*' });

  test('holders of policies that name it, but groups only with members', async () => {
    pages(
      {
        UserDetailList: [{ Arn: `${ARN}user/ann`, GroupList: ['staff'] }],
        GroupDetailList: [
          {
            Arn: `${ARN}group/staff`,
            GroupName: 'staff',
            AttachedManagedPolicies: attached(`${AWS}AWSSupportAccess`),
          },
          {
            Arn: `${ARN}group/none`,
            GroupName: 'none',
            AttachedManagedPolicies: attached(`${AWS}AWSSupportAccess`),
          },
        ],
      },
      {
        RoleDetailList: [
          {
            Arn: `${ARN}role/incident`,
            Path: '/',
            AttachedManagedPolicies: attached(`${AWS}AWSSupportAccess`),
            RolePolicyList: [{ PolicyName: 'own', PolicyDocument: support }],
          },
          {
            Arn: `${ARN}role/admin`,
            Path: '/',
            AttachedManagedPolicies: attached(`${AWS}AdministratorAccess`),
          },
          {
            Arn: `${ARN}role/reader`,
            Path: '/',
            RolePolicyList: [
              {
                PolicyName: 'own',
                PolicyDocument: text({ Effect: 'Allow', Action: 'support:Describe*', Resource: '*' }),
              },
            ],
          },
        ],
        Policies: [
          managed(`${AWS}AWSSupportAccess`, support),
          managed(`${AWS}AdministratorAccess`, everything),
          { ...managed(`${ARN}policy/unused`, support) },
        ],
      },
    );
    expect(await openers()).toEqual({ seen: true, value: [`${ARN}group/staff`, `${ARN}role/incident`] });
  });

  test('unseen when a policy in use is broken, or the listing is refused', async () => {
    pages(
      {
        UserDetailList: [
          { Arn: `${ARN}user/a`, UserPolicyList: [{ PolicyName: 'p', PolicyDocument: '{}' }] },
        ],
      },
      {},
    );
    expect(await openers()).toMatchObject({ unseen: { kind: 'failed' } });
    refuse();
    expect(await openers()).toMatchObject({
      unseen: { kind: 'denied', action: 'iam:GetAccountAuthorizationDetails' },
    });
  });
});
