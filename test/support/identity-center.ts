import { DescribeRegionsCommand, EC2Client } from '@aws-sdk/client-ec2';
import {
  IdentitystoreClient,
  ListGroupMembershipsCommand,
  ListGroupsCommand,
  ListUsersCommand,
} from '@aws-sdk/client-identitystore';
import {
  DescribePermissionSetCommand,
  GetInlinePolicyForPermissionSetCommand,
  GetPermissionsBoundaryForPermissionSetCommand,
  ListAccountAssignmentsCommand,
  ListAccountsForProvisionedPermissionSetCommand,
  ListCustomerManagedPolicyReferencesInPermissionSetCommand,
  ListInstancesCommand,
  ListManagedPoliciesInPermissionSetCommand,
  ListPermissionSetsCommand,
  SSOAdminClient,
} from '@aws-sdk/client-sso-admin';
import { mockClient } from 'aws-sdk-client-mock';

/** The management account, whose Organization has its Identity Center in eu-west-1. */
export const MANAGEMENT = '111122223333';
export const PROD = '222233334444';
export const INSTANCE = 'arn:aws:sso:::instance/ssoins-1';
export const ADMINS = 'arn:aws:sso:::permissionSet/ssoins-1/ps-admins';
export const READERS = 'arn:aws:sso:::permissionSet/ssoins-1/ps-readers';

export const refusal = (name = 'AccessDeniedException') => Object.assign(new Error('no'), { name });

const instance = (OwnerAccountId: string) => ({
  InstanceArn: INSTANCE,
  IdentityStoreId: 'd-1',
  OwnerAccountId,
  Status: 'ACTIVE' as const,
});

const assignment = (set: string, account: string, PrincipalType: 'GROUP' | 'USER', PrincipalId: string) => ({
  PermissionSetArn: set,
  AccountId: account,
  PrincipalType,
  PrincipalId,
});

const member = (UserId: string) => ({ IdentityStoreId: 'd-1', MemberId: { UserId } });

/**
 * An Identity Center with two permission sets: Admins for the group Platform in both accounts, and in one for bob
 * himself and for a group that is gone; Readers for the group Everyone in one account. Every listing has two pages.
 */
export function identityCenter() {
  const sso = mockClient(SSOAdminClient);
  const store = mockClient(IdentitystoreClient);
  const ec2 = mockClient(EC2Client);
  const admins = { InstanceArn: INSTANCE, PermissionSetArn: ADMINS };
  const readers = { InstanceArn: INSTANCE, PermissionSetArn: READERS };
  const more = { NextToken: 'more' };

  ec2.on(DescribeRegionsCommand).resolves({
    Regions: [{ RegionName: 'us-east-1' }, { RegionName: 'eu-west-1' }],
  });
  sso
    .on(ListInstancesCommand)
    .callsFake(async (_, getClient) => ({
      Instances:
        (await getClient().config.region()) === 'eu-west-1'
          ? [instance(MANAGEMENT), { ...instance(PROD), InstanceArn: `${INSTANCE}-of-an-account` }]
          : [],
    }))
    .on(ListPermissionSetsCommand)
    .resolves({ PermissionSets: [ADMINS], ...more })
    .on(ListPermissionSetsCommand, more)
    .resolves({ PermissionSets: [READERS] })
    .on(DescribePermissionSetCommand, admins)
    .resolves({ PermissionSet: { PermissionSetArn: ADMINS, Name: 'Admins', SessionDuration: 'PT1H30M' } })
    .on(DescribePermissionSetCommand, readers)
    .resolves({ PermissionSet: { PermissionSetArn: READERS, Name: 'Readers' } })
    .on(ListManagedPoliciesInPermissionSetCommand)
    .resolves({
      AttachedManagedPolicies: [{ Name: 'ReadOnlyAccess', Arn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' }],
      ...more,
    })
    .on(ListManagedPoliciesInPermissionSetCommand, { ...readers, ...more })
    .resolves({ AttachedManagedPolicies: [] })
    .on(ListManagedPoliciesInPermissionSetCommand, { ...admins, ...more })
    .resolves({
      AttachedManagedPolicies: [
        { Name: 'AdministratorAccess', Arn: 'arn:aws:iam::aws:policy/AdministratorAccess' },
      ],
    })
    .on(ListCustomerManagedPolicyReferencesInPermissionSetCommand)
    .resolves({ CustomerManagedPolicyReferences: [] })
    .on(GetInlinePolicyForPermissionSetCommand)
    .resolves({ InlinePolicy: '' })
    .on(GetPermissionsBoundaryForPermissionSetCommand)
    .rejects(refusal('ResourceNotFoundException'))
    .on(ListAccountsForProvisionedPermissionSetCommand, admins)
    .resolves({ AccountIds: [PROD], ...more })
    .on(ListAccountsForProvisionedPermissionSetCommand, { ...admins, ...more })
    .resolves({ AccountIds: [MANAGEMENT] })
    .on(ListAccountsForProvisionedPermissionSetCommand, readers)
    .resolves({ AccountIds: [PROD] })
    .on(ListAccountAssignmentsCommand, { ...admins, AccountId: PROD })
    .resolves({ AccountAssignments: [assignment(ADMINS, PROD, 'GROUP', 'g-platform')], ...more })
    .on(ListAccountAssignmentsCommand, { ...admins, AccountId: PROD, ...more })
    .resolves({
      AccountAssignments: [
        assignment(ADMINS, PROD, 'USER', 'u-bob'),
        assignment(ADMINS, PROD, 'GROUP', 'g-gone'),
      ],
    })
    .on(ListAccountAssignmentsCommand, { ...admins, AccountId: MANAGEMENT })
    .resolves({ AccountAssignments: [assignment(ADMINS, MANAGEMENT, 'GROUP', 'g-platform')] })
    .on(ListAccountAssignmentsCommand, { ...readers, AccountId: PROD })
    .resolves({ AccountAssignments: [assignment(READERS, PROD, 'GROUP', 'g-everyone')] });
  store
    .on(ListUsersCommand, { IdentityStoreId: 'd-1' })
    .resolves({
      Users: [
        {
          IdentityStoreId: 'd-1',
          UserId: 'u-ann',
          UserName: 'ann',
          DisplayName: 'Ann',
          UserStatus: 'ENABLED',
        },
      ],
      ...more,
    })
    .on(ListUsersCommand, { IdentityStoreId: 'd-1', ...more })
    .resolves({ Users: [{ IdentityStoreId: 'd-1', UserId: 'u-bob', UserName: 'bob' }] })
    .on(ListGroupsCommand, { IdentityStoreId: 'd-1' })
    .resolves({
      Groups: [{ IdentityStoreId: 'd-1', GroupId: 'g-platform', DisplayName: 'Platform' }],
      ...more,
    })
    .on(ListGroupsCommand, { IdentityStoreId: 'd-1', ...more })
    .resolves({ Groups: [{ IdentityStoreId: 'd-1', GroupId: 'g-everyone', DisplayName: 'Everyone' }] })
    .on(ListGroupMembershipsCommand, { GroupId: 'g-everyone' })
    .resolves({ GroupMemberships: [member('u-ann')], ...more })
    .on(ListGroupMembershipsCommand, { GroupId: 'g-everyone', ...more })
    .resolves({ GroupMemberships: [member('u-gone')] })
    .on(ListGroupMembershipsCommand, { GroupId: 'g-platform' })
    .resolves({ GroupMemberships: [member('u-ann')] });
  return { sso, store, ec2 };
}
