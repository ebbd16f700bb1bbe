import { defineCollector, from, listed, type Reader, required } from './collector.ts';
import {
  ASSIGNMENTS,
  assignments,
  customerPolicy,
  describePermissionSet,
  getBoundary,
  INSTANCES,
  instances,
  listGroups,
  listUsers,
  named,
  PERMISSION_SETS,
  permissionSets,
} from './identity-center.ts';
import { organizationItself } from './organization-itself.ts';

/** The Organization, as far as Identity Center belongs to it. Its management account sees all of Identity Center. */
export const organization = defineCollector(organizationItself, {
  identityCenter: {
    uses: INSTANCES,
    read: async (aws) => (await instances(aws)).map(({ arn, region, status }) => ({ arn, region, status })),
  },
});

/** Hours, minutes and seconds as AWS writes them: `PT8H`, `PT1H30M`, `PT3600S`. */
const DURATION = /^PT(?=.)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?$/;

/** @throws Error when it is not a duration */
function minutes(duration: string): number {
  const [, ...parts] = required(DURATION.exec(duration), `a SessionDuration that is one: ${duration}`);
  const [hours = 0, rest = 0, seconds = 0] = parts.map((part) => Number(part ?? 0));
  return hours * 60 + rest + seconds / 60;
}

/** Every permission set of the Organization. */
export const permissionSet = defineCollector(
  {
    type: 'AWS::SSO::PermissionSet',
    service: 'sso',
    where: 'organization',
    list: { uses: PERMISSION_SETS, read: permissionSets },
  },
  {
    name: from(describePermissionSet, named, ({ PermissionSet }) => required(PermissionSet?.Name, 'Name')),
    sessionMinutes: from(describePermissionSet, named, ({ PermissionSet }) =>
      // An hour is what AWS gives where nobody asked for another.
      minutes(PermissionSet?.SessionDuration ?? 'PT1H'),
    ),
  },
);

/** Every assignment of a permission set to a user or group in an account. */
export const assignment = defineCollector(
  {
    type: 'AWS::SSO::Assignment',
    service: 'sso',
    where: 'organization',
    list: { uses: ASSIGNMENTS, read: assignments },
  },
  {
    account: listed(({ account }) => account),
    grant: listed(({ grant }) => grant),
    boundary: from(
      getBoundary,
      ({ set }) => named(set),
      (reply) => {
        const { ManagedPolicyArn, CustomerManagedPolicyReference: own } = reply?.PermissionsBoundary ?? {};
        return ManagedPolicyArn ?? (own ? customerPolicy(own) : null);
      },
    ),
    principalType: listed(({ principalType }) => principalType),
    principal: {
      uses: [listUsers, listGroups],
      read: async (aws: Reader, { set, principalType, principalId: id }) => {
        const store = { region: set.instance.region, IdentityStoreId: set.instance.store };
        const name =
          principalType === 'USER'
            ? (await aws(listUsers, store)).get(id)?.UserName
            : (await aws(listGroups, store)).get(id)?.DisplayName;
        return { id, name: name ?? null };
      },
    },
  },
);
