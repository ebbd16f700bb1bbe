import type {
  AttachedPermissionsBoundary,
  AttachedPolicy,
  GroupDetail,
  ManagedPolicyDetail,
  PolicyDetail,
  RoleDetail,
} from '@aws-sdk/client-iam';
import type { Power } from '../domain/facts/iam-permissions.ts';
import { parsePolicy } from '../domain/policy/document.ts';
import { escalations, tampering } from '../domain/policy/escalation.ts';
import type { Subject } from '../domain/policy/escalation-powers.ts';
import { type Principal, principal } from '../domain/policy/escalation-principal.ts';
import type { NamedPolicy } from '../domain/policy/permissions.ts';
import { defineCollector, type FactReader, listed, type Reader, required } from './collector.ts';
import { ReadFailure } from './failure.ts';
import { DETAILS, details, getAuthorizationDetails } from './iam-details.ts';
import { flag, reported } from './iam-report.ts';

/** A user or role as far as its permissions go. */
interface Holder {
  readonly arn: string;
  readonly serviceLinked: boolean;
  readonly inline: readonly PolicyDetail[] | undefined;
  readonly attached: readonly AttachedPolicy[] | undefined;
  readonly groups: readonly string[];
  readonly boundary: AttachedPermissionsBoundary | undefined;
}

const users = async (aws: Reader): Promise<readonly Holder[]> =>
  (await details(aws, 'UserDetailList')).map((user) => ({
    arn: required(user.Arn, 'Arn'),
    serviceLinked: false,
    inline: user.UserPolicyList,
    attached: user.AttachedManagedPolicies,
    groups: user.GroupList ?? [],
    boundary: user.PermissionsBoundary,
  }));

const roles = async (aws: Reader): Promise<readonly Holder[]> =>
  (await details(aws, 'RoleDetailList')).map((role) => ({
    arn: required(role.Arn, 'Arn'),
    serviceLinked: required(role.Path, 'Path').startsWith('/aws-service-role/'),
    inline: role.RolePolicyList,
    attached: role.AttachedManagedPolicies,
    groups: [],
    boundary: role.PermissionsBoundary,
  }));

/** @throws Error that says which policy it is and where in it the fault lies */
function named(name: string, text: string | undefined): NamedPolicy {
  try {
    return { name, document: parsePolicy(required(text, 'the document in force')) };
  } catch (error) {
    throw new Error(`policy ${name}: ${error instanceof Error ? error.message : error}`);
  }
}

/** Remembers what a function made of each key. */
function once<V>(make: (key: string) => V): (key: string) => V {
  const made = new Map<string, V>();
  return (key) => {
    const known = made.get(key) ?? make(key);
    made.set(key, known);
    return known;
  };
}

/** What answers about every user and role of a target, each policy read once. */
interface Directory {
  readonly powerOf: (holder: Holder) => Power;
}

/** The role of Vouch's own function that seals: where it is, evidence is kept. */
const SEALER = /^vouch-(?:.+-)?seal-scan$/;

/** What somebody in the account may have power over. */
const subjectsIn = ({ account, surroundings }: Reader, all: readonly RoleDetail[]): readonly Subject[] => {
  const { organization, management } = surroundings;
  const keepsEvidence = all.some(({ RoleName }) => SEALER.test(required(RoleName, 'RoleName')));
  const ofMember: Subject = management === account ? 'guardrails' : 'membership';
  return [
    'scanner',
    ...(keepsEvidence ? (['evidence'] as const) : []),
    'record',
    ...(organization === null ? [] : [ofMember]),
  ];
};

const readDirectory = async (aws: Reader): Promise<Directory> => {
  const byArn = new Map<string | undefined, ManagedPolicyDetail>(
    (await details(aws, 'Policies')).map((policy) => [policy.Arn, policy]),
  );
  const byName = new Map<string | undefined, GroupDetail>(
    (await details(aws, 'GroupDetailList')).map((group) => [group.GroupName, group]),
  );
  const managed = once((arn) => {
    const { PolicyVersionList: versions } = required(byArn.get(arn), `the attached policy ${arn}`);
    return named(arn, versions?.find(({ IsDefaultVersion }) => IsDefaultVersion)?.Document);
  });
  const attached = (policies: Holder['attached']): readonly NamedPolicy[] =>
    (policies ?? []).map(({ PolicyArn }) => managed(required(PolicyArn, 'PolicyArn')));
  const inline = (arn: string, policies: Holder['inline']): readonly NamedPolicy[] =>
    (policies ?? []).map(({ PolicyName, PolicyDocument }) =>
      named(`${arn}#inline/${required(PolicyName, 'PolicyName')}`, PolicyDocument),
    );
  const ofGroup = once((name) => {
    const group = required(byName.get(name), `the group ${name}`);
    return [
      ...inline(required(group.Arn, 'Arn'), group.GroupPolicyList),
      ...attached(group.AttachedManagedPolicies),
    ];
  });
  const { guardrails } = aws.surroundings;
  const levels = guardrails.seen
    ? guardrails.value.map((level) => level.map(({ name, document }) => named(name, document)))
    : [];
  const subjects = subjectsIn(aws, await details(aws, 'RoleDetailList'));
  const principalOf = ({ arn, boundary, ...holder }: Holder): Principal =>
    principal(
      {
        identity: [
          ...inline(arn, holder.inline),
          ...attached(holder.attached),
          ...holder.groups.flatMap(ofGroup),
        ],
        boundary: boundary
          ? managed(required(boundary.PermissionsBoundaryArn, 'PermissionsBoundaryArn'))
          : null,
        guardrails: holder.serviceLinked ? [] : levels,
      },
      arn,
    );
  // The answers are kept, not the means to answer: those of thousands of roles would fill the memory.
  const powers = new Map<string, Power>();

  return {
    powerOf: (holder) => {
      const known = powers.get(holder.arn);
      if (known) return known;
      const self = principalOf(holder);
      const { administrator } = self;
      const made: Power = administrator
        ? { administrator, escalations: [], tampering: [] }
        : { administrator, escalations: escalations(self), tampering: tampering(self, subjects) };
      powers.set(holder.arn, made);
      return made;
    },
  };
};

const directories = new WeakMap<object, Promise<Directory>>();

/** The one directory of a target: as long as its listing is remembered, so are the answers made of it. */
async function directory(aws: Reader): Promise<Directory> {
  const listing = await aws(getAuthorizationDetails, DETAILS);
  const made = directories.get(listing) ?? readDirectory(aws);
  directories.set(listing, made);
  return made;
}

/**
 * What somebody can do is certain only with the SCPs, which may forbid it; that somebody cannot is certain without.
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html
 * @throws ReadFailure when it depends on SCPs that could not be read
 */
function certain<V>(
  { surroundings: { guardrails } }: Reader,
  { serviceLinked }: Holder,
  able: boolean,
  value: V,
): V {
  if (able && !guardrails.seen && !serviceLinked) throw new ReadFailure(guardrails.unseen);
  return value;
}

const isAble = ({ administrator, escalations, tampering }: Power): boolean =>
  administrator !== null || escalations.length > 0 || tampering.length > 0;

const asked = <K extends keyof Power>(answer: K): FactReader<Holder, Power[K]> => ({
  uses: [getAuthorizationDetails],
  read: async (aws, holder) => {
    const power = (await directory(aws)).powerOf(holder);
    return certain(aws, holder, isAble(power), power[answer]);
  },
});

const power = {
  administrator: asked('administrator'),
  escalations: asked('escalations'),
  tampering: asked('tampering'),
};

/** What the users of the account may do. */
export const userPower = defineCollector(
  {
    type: 'AWS::IAM::User',
    service: 'iam',
    where: 'global',
    list: { uses: [getAuthorizationDetails], read: users },
  },
  {
    ...power,
    signIn: reported((row) => ({
      mfa: flag(row, 'mfa_active'),
      password: flag(row, 'password_enabled'),
      accessKeys: [1, 2].filter((number) => flag(row, `access_key_${number}_active`)).length,
    })),
  },
);

/** What the roles of the account may do, those of AWS services included. */
export const rolePower = defineCollector(
  {
    type: 'AWS::IAM::Role',
    service: 'iam',
    where: 'global',
    list: { uses: [getAuthorizationDetails], read: roles },
  },
  { ...power, serviceLinked: listed(({ serviceLinked }) => serviceLinked) },
);

/** Who rules the account. */
export const accountPower = defineCollector(
  {
    type: 'AWS::::Account',
    service: 'iam',
    where: 'global',
    list: { uses: [], read: (aws: Reader) => [{ arn: `arn:${aws.partition}:iam::${aws.account}:root` }] },
  },
  {
    administrators: {
      uses: [getAuthorizationDetails],
      read: async (aws) => {
        const { powerOf } = await directory(aws);
        return [...(await users(aws)), ...(await roles(aws))]
          .filter((holder) => {
            const rules = powerOf(holder).administrator !== null;
            return certain(aws, holder, rules, rules);
          })
          .map(({ arn }) => arn.split(':').slice(5).join(':'))
          .sort();
      },
    },
  },
);
