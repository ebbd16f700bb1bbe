import {
  type Group,
  IdentitystoreClient,
  paginateListGroupMemberships,
  paginateListGroups,
  paginateListUsers,
  type User,
} from '@aws-sdk/client-identitystore';
import {
  type CustomerManagedPolicyReference,
  DescribePermissionSetCommand,
  GetInlinePolicyForPermissionSetCommand,
  GetPermissionsBoundaryForPermissionSetCommand,
  type InstanceMetadata,
  paginateListAccountAssignments,
  paginateListAccountsForProvisionedPermissionSet,
  paginateListCustomerManagedPolicyReferencesInPermissionSet,
  paginateListInstances,
  paginateListManagedPoliciesInPermissionSet,
  paginateListPermissionSets,
  SSOAdminClient,
} from '@aws-sdk/client-sso-admin';
import type { Assignment, PermissionSetGrant } from '../domain/facts/sso.ts';
import { administers } from '../domain/identity-center.ts';
import { parsePolicy } from '../domain/policy/document.ts';
import { type Reader, required } from './collector.ts';
import { elsewhere, type Operation, operation, paged } from './operation.ts';
import { describeRegions, enabledRegions } from './regions.ts';

const listInstances = elsewhere(
  paged('sso:ListInstances', SSOAdminClient, paginateListInstances, (page) => page.Instances),
);
const listPermissionSets = elsewhere(
  paged('sso:ListPermissionSets', SSOAdminClient, paginateListPermissionSets, (page) => page.PermissionSets),
);
export const describePermissionSet = elsewhere(
  operation('sso:DescribePermissionSet', SSOAdminClient, DescribePermissionSetCommand),
);
const listManagedPolicies = elsewhere(
  paged(
    'sso:ListManagedPoliciesInPermissionSet',
    SSOAdminClient,
    paginateListManagedPoliciesInPermissionSet,
    (page) => page.AttachedManagedPolicies,
  ),
);
const listCustomerPolicies = elsewhere(
  paged(
    'sso:ListCustomerManagedPolicyReferencesInPermissionSet',
    SSOAdminClient,
    paginateListCustomerManagedPolicyReferencesInPermissionSet,
    (page) => page.CustomerManagedPolicyReferences,
  ),
);
const getInlinePolicy = elsewhere(
  operation('sso:GetInlinePolicyForPermissionSet', SSOAdminClient, GetInlinePolicyForPermissionSetCommand),
);
export const getBoundary = elsewhere(
  operation(
    'sso:GetPermissionsBoundaryForPermissionSet',
    SSOAdminClient,
    GetPermissionsBoundaryForPermissionSetCommand,
    ['ResourceNotFoundException'],
  ),
);
const listAccounts = elsewhere(
  paged(
    'sso:ListAccountsForProvisionedPermissionSet',
    SSOAdminClient,
    paginateListAccountsForProvisionedPermissionSet,
    (page) => page.AccountIds,
  ),
);
const listAssignments = elsewhere(
  paged(
    'sso:ListAccountAssignments',
    SSOAdminClient,
    paginateListAccountAssignments,
    (page) => page.AccountAssignments,
  ),
);

/** A listing by the ids of its items, so that looking one up does not search. */
const byId = <I extends object, T>(
  listing: Operation<I, readonly T[]>,
  id: (item: T) => string | undefined,
): Operation<I, ReadonlyMap<string, T>> => ({
  ...listing,
  run: async (...request) =>
    new Map((await listing.run(...request)).map((item) => [required(id(item), 'the id'), item])),
});

export const listUsers = elsewhere(
  byId(
    paged('identitystore:ListUsers', IdentitystoreClient, paginateListUsers, (page) => page.Users),
    ({ UserId }: User) => UserId,
  ),
);
export const listGroups = elsewhere(
  byId(
    paged('identitystore:ListGroups', IdentitystoreClient, paginateListGroups, (page) => page.Groups),
    ({ GroupId }: Group) => GroupId,
  ),
);
export const listMemberships = elsewhere(
  paged(
    'identitystore:ListGroupMemberships',
    IdentitystoreClient,
    paginateListGroupMemberships,
    (page) => page.GroupMemberships,
  ),
);

/** Where an instance of Identity Center is asked, and what it is called there. */
export interface Instance {
  readonly arn: string;
  readonly store: string;
  readonly region: string;
  readonly status: string;
}

/** What `instances` asks. */
export const INSTANCES = [describeRegions, listInstances];

/**
 * The Organization's instance of Identity Center. Its Region is known to AWS alone, so every enabled Region is asked,
 * whatever the scope of the scan. There is at most one: once found, Regions that did not answer cannot hide another.
 * Copies in further Regions have the ARN of the primary.
 * https://docs.aws.amazon.com/singlesignon/latest/userguide/identity-center-instances.html
 *
 * @throws ReadFailure when none was found and a Region did not answer
 */
export async function instances(aws: Reader): Promise<readonly Instance[]> {
  const replies = await Promise.allSettled(
    (await enabledRegions(aws)).map(async (region) =>
      (await aws(listInstances, { region }))
        .filter(({ OwnerAccountId }) => required(OwnerAccountId, 'OwnerAccountId') === aws.account)
        .map((found) => instance(found, region)),
    ),
  );
  const found = replies.flatMap((reply) => (reply.status === 'fulfilled' ? reply.value : []));
  const failed = replies.find((reply) => reply.status === 'rejected');
  if (found.length === 0 && failed) throw failed.reason;
  return [...new Map(found.map((one) => [one.arn, one])).values()];
}

const instance = (found: InstanceMetadata, region: string): Instance => ({
  arn: required(found.InstanceArn, 'InstanceArn'),
  store: required(found.IdentityStoreId, 'IdentityStoreId'),
  region: found.PrimaryRegion ?? region,
  status: required(found.Status, 'Status'),
});

/** A permission set as its instance lists it. */
export interface ListedPermissionSet {
  readonly arn: string;
  readonly instance: Instance;
}

/** What `permissionSets` asks. */
export const PERMISSION_SETS = [...INSTANCES, listPermissionSets];

/** Every permission set of the Organization. */
export async function permissionSets(aws: Reader): Promise<readonly ListedPermissionSet[]> {
  const found = (await instances(aws)).map(async (instance) => {
    const { region, arn: InstanceArn } = instance;
    return (await aws(listPermissionSets, { region, InstanceArn })).map((arn) => ({ arn, instance }));
  });
  return (await Promise.all(found)).flat();
}

/** How a permission set is named in requests. */
export const named = ({ arn, instance }: ListedPermissionSet) => ({
  region: instance.region,
  InstanceArn: instance.arn,
  PermissionSetArn: arn,
});

/** What a permission set grants to whom it is assigned. */
async function grantOf(aws: Reader, set: ListedPermissionSet): Promise<PermissionSetGrant> {
  const input = named(set);
  const [{ PermissionSet }, managed, customerManaged, { InlinePolicy }] = await Promise.all([
    aws(describePermissionSet, input),
    aws(listManagedPolicies, input),
    aws(listCustomerPolicies, input),
    aws(getInlinePolicy, input),
  ]);
  const policies = {
    managed: managed.map(({ Arn }) => required(Arn, 'Arn')).sort(),
    customerManaged: customerManaged.map(customerPolicy).sort(),
    inline: InlinePolicy ? parsePolicy(InlinePolicy) : null,
  };
  return {
    permissionSet: required(PermissionSet?.Name, 'Name'),
    managed: policies.managed,
    customerManaged: policies.customerManaged,
    inline: policies.inline !== null,
    administrator: administers(policies),
  };
}

/** A policy that each account keeps for itself, by path and name. */
export const customerPolicy = ({ Name, Path }: CustomerManagedPolicyReference): string =>
  `${Path ?? '/'}${required(Name, 'Name')}`;

/** An assignment as AWS lists it, with its permission set. */
export interface ListedAssignment {
  readonly arn: string;
  readonly set: ListedPermissionSet;
  readonly account: string;
  readonly grant: PermissionSetGrant;
  readonly principalType: Assignment['principalType'];
  readonly principalId: string;
}

/** What `assignments` asks. */
export const ASSIGNMENTS = [
  ...PERMISSION_SETS,
  describePermissionSet,
  listManagedPolicies,
  listCustomerPolicies,
  getInlinePolicy,
  listAccounts,
  listAssignments,
];

/**
 * Every assignment of the Organization. One request for each account in which a permission set is provisioned, hence
 * never more than there are assignments; asking by principal would take one for each user and group, and pass over
 * assignments whose principal is gone.
 */
export async function assignments(aws: Reader): Promise<readonly ListedAssignment[]> {
  const found = (await permissionSets(aws)).map(async (set) => {
    const [grant, accounts] = await Promise.all([grantOf(aws, set), aws(listAccounts, named(set))]);
    const inAccounts = accounts.map(async (account) =>
      (await aws(listAssignments, { ...named(set), AccountId: account })).map((assignment) => {
        const principalType = required(assignment.PrincipalType, 'PrincipalType');
        const principalId = required(assignment.PrincipalId, 'PrincipalId');
        const arn = `${set.arn}#${account}/${principalType}/${principalId}`;
        return { arn, set, account, grant, principalType, principalId };
      }),
    );
    return (await Promise.all(inAccounts)).flat();
  });
  return (await Promise.all(found)).flat();
}
