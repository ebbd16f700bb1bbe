import type { Access, GroupMember } from '../domain/facts/identitystore.ts';
import { defineCollector, listed, type Reader, required } from './collector.ts';
import {
  ASSIGNMENTS,
  assignments,
  INSTANCES,
  instances,
  type ListedAssignment,
  listGroups,
  listMemberships,
  listUsers,
} from './identity-center.ts';

const byText = (a: string, b: string): number => (a < b ? -1 : 1);

function grouped<T>(items: readonly T[], key: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const all = new Map<string, T[]>();
  for (const item of items) {
    const theirs = all.get(key(item));
    if (theirs) theirs.push(item);
    else all.set(key(item), [item]);
  }
  return all;
}

/** What each principal was assigned itself, by its id. */
async function assigned(aws: Reader): Promise<(id: string) => readonly Access[]> {
  const ofPrincipals = grouped(await assignments(aws), ({ principalId }) => principalId);
  return (id) => accessBy(ofPrincipals.get(id) ?? []);
}

const accessBy = (theirs: readonly ListedAssignment[]): readonly Access[] =>
  [...grouped(theirs, ({ grant }) => grant.permissionSet)]
    .map(([permissionSet, same]) => ({
      permissionSet,
      administrator: required(same[0], 'an assignment').grant.administrator,
      through: null,
      accounts: same.map(({ account }) => account).sort(),
    }))
    .sort((a, b) => byText(a.permissionSet, b.permissionSet));

interface ListedGroup {
  readonly arn: string;
  readonly name: string;
  readonly members: readonly GroupMember[];
  readonly access: readonly Access[];
}

const stores = async (aws: Reader) =>
  (await instances(aws)).map(({ region, store }) => ({ region, IdentityStoreId: store }));

/** What `groups` asks. */
const GROUPS = [...ASSIGNMENTS, ...INSTANCES, listGroups, listUsers, listMemberships];

/**
 * Every group of the Organization's identity store, by name. Its members take one request a group; asking by user
 * would take one a user.
 */
async function groups(aws: Reader): Promise<readonly ListedGroup[]> {
  const accessOf = await assigned(aws);
  const found = (await stores(aws)).map(async (store) => {
    const [known, users] = await Promise.all([aws(listGroups, store), aws(listUsers, store)]);
    const inStore = [...known].map(async ([id, { DisplayName }]) => {
      const memberships = await aws(listMemberships, { ...store, GroupId: id });
      const members = memberships.map(({ MemberId }) => required(MemberId?.UserId, 'UserId')).sort();
      return {
        arn: `arn:${aws.partition}:identitystore:::group/${id}`,
        name: required(DisplayName, 'DisplayName'),
        members: members.map((member) => ({ id: member, userName: users.get(member)?.UserName ?? null })),
        access: accessOf(id),
      };
    });
    return Promise.all(inStore);
  });
  return (await Promise.all(found)).flat().sort((a, b) => byText(a.name, b.name));
}

/** Every group of Identity Center with its members and what is assigned to it. */
export const group = defineCollector(
  {
    type: 'AWS::IdentityStore::Group',
    service: 'identitystore',
    where: 'organization',
    list: { uses: GROUPS, read: groups },
  },
  {
    name: listed(({ name }) => name),
    members: listed(({ members }) => members),
    access: listed(({ access }) => access),
  },
);

/** Every user of Identity Center with what is assigned to the user and to the user's groups. */
export const user = defineCollector(
  {
    type: 'AWS::IdentityStore::User',
    service: 'identitystore',
    where: 'organization',
    list: {
      uses: GROUPS,
      read: async (aws: Reader) => {
        const [accessOf, all] = await Promise.all([assigned(aws), groups(aws)]);
        const memberships = all.flatMap((group) => group.members.map(({ id }) => ({ id, group })));
        const groupsOf = grouped(memberships, ({ id }) => id);
        const listings = await Promise.all((await stores(aws)).map((store) => aws(listUsers, store)));
        return listings
          .flatMap((listing) => [...listing])
          .map(([id, user]) => {
            const theirs = (groupsOf.get(id) ?? []).map(({ group }) => group);
            const inherited = theirs.flatMap(({ name, access }) =>
              access.map((one) => ({ ...one, through: name })),
            );
            return {
              arn: `arn:${aws.partition}:identitystore:::user/${id}`,
              user,
              groups: theirs.map(({ name }) => name),
              access: [...accessOf(id), ...inherited],
            };
          });
      },
    },
  },
  {
    userName: listed(({ user }) => user.UserName ?? null),
    displayName: listed(({ user }) => user.DisplayName ?? null),
    status: listed(({ user }) => user.UserStatus ?? null),
    groups: listed(({ groups }) => groups),
    access: listed(({ access }) => access),
  },
);
