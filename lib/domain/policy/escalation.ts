import type { Context } from './escalation-context.ts';
import { homeOf } from './escalation-home.ts';
import { ESCALATION_PATHS, type EscalationPath, NO_RESOURCE } from './escalation-paths.ts';
import { POWERS, type Subject } from './escalation-powers.ts';
import { type Opening, openings, type Principal } from './escalation-principal.ts';
import type { Grant } from './permissions.ts';

/** The catalogue, by the ids of paths. */
export const PATHS_BY_ID: ReadonlyMap<string, EscalationPath> = new Map(
  ESCALATION_PATHS.map((path) => [path.id, path]),
);

/** A way to more permissions that is open to a principal. */
export interface Escalation {
  readonly path: string;
  /**
   * `any`: over resources in general. `named`: only over those that the statements name or tag. What a path needs
   * over the principal itself gains nothing and counts as neither.
   */
  readonly reach: 'any' | 'named';
  readonly by: readonly Opening[];
  /** Condition keys that must be met, sorted. */
  readonly conditions: readonly string[];
}

/** Powers over one subject that a principal has. */
export interface Tampering {
  readonly over: Subject;
  readonly actions: readonly string[];
  readonly by: readonly Opening[];
}

/** Policies that nobody may attach who is not to become an administrator. */
const WIDE_POLICIES = ['AdministratorAccess', 'IAMFullAccess'];

/**
 * What is known of the request for one action of a path; more than one where it may be made in several ways.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html
 */
function contextsOf(action: string, { passedTo }: EscalationPath, arn: string): readonly Context[] {
  // Whoever may change only what has a certain boundary stays within it: what has none is asked for.
  const bare = { 'iam:passedtoservice': null, 'iam:policyarn': null, 'iam:permissionsboundary': null };
  const { partition } = homeOf(arn);
  const wide = WIDE_POLICIES.map((name) => `arn:${partition}:iam::aws:policy/${name}`);
  const eachWide = (key: string): readonly Context[] => wide.map((policy) => ({ ...bare, [key]: policy }));
  if (action === 'iam:PassRole') {
    // In China some services have a name of that domain, and some have not.
    const names = partition === 'aws-cn' ? [passedTo, `${passedTo}.cn`] : [passedTo];
    return names.map((name) => ({ ...bare, 'iam:passedtoservice': name }));
  }
  if (action.startsWith('iam:Attach')) return eachWide('iam:policyarn');
  if (/^iam:Put\w+Boundary$/.test(action)) return eachWide('iam:permissionsboundary');
  // The boundary that is removed may be any.
  if (/^iam:Delete\w+Boundary$/.test(action)) return [{ 'iam:passedtoservice': null, 'iam:policyarn': null }];
  return [bare];
}

/** A resource that nobody names in place of those of the pattern: what reaches it reaches resources in general. */
const anyOf = (resource: string): string => {
  const [prefix, rest] = [resource.split(':').slice(0, 5), resource.split(':').slice(5)];
  return [...prefix, ...rest.map((part) => part.replaceAll('*', NO_RESOURCE))].join(':');
};

const isTagged = ({ conditions }: Grant): boolean =>
  Object.values(conditions).some((keys) => Object.keys(keys).some((key) => /resourcetag\//.test(key)));

/** The condition keys of grants; none where one of the grants is without. */
const conditionsOf = (grants: readonly Grant[]): readonly string[] => {
  const all = grants.map(({ conditions }) => Object.values(conditions).flatMap((keys) => Object.keys(keys)));
  return all.some((keys) => keys.length === 0) ? [] : all.flat();
};

/** Whoever gives permissions or takes limits away may do so for itself; all else is about others. */
const concernsItself = ({ kind }: EscalationPath): boolean => kind === 'permissions' || kind === 'boundary';

/** The grants of one action of a path on a resource. */
type Ask = (path: EscalationPath, action: string, resource: string) => readonly Grant[];

/** Asks one principal, every question once: paths have many in common. */
function asking(self: Principal): Ask {
  const answers = new Map<string, readonly Grant[]>();
  return (path, action, resource) =>
    contextsOf(action, path, self.arn).flatMap((context) => {
      const others = !concernsItself(path);
      const question = JSON.stringify([action, resource, context, others]);
      const answer = answers.get(question) ?? self.grants(action, resource, context, others);
      answers.set(question, answer);
      return answer;
    });
}

function escalation(path: EscalationPath, ask: Ask): Escalation | null {
  const all: (readonly Grant[])[] = [];
  for (const [action, resource] of Object.entries(path.needs)) {
    const grants = ask(path, action, resource);
    if (grants.length === 0) return null;
    all.push(grants);
  }
  // Which role is passed decides what is gained, not what the workload is called.
  const deciding = Object.entries(path.needs).filter(
    ([action]) => path.passedTo === null || action === 'iam:PassRole',
  );
  const isGeneral = deciding.every(([action, resource]) =>
    ask(path, action, anyOf(resource)).some((grant) => !isTagged(grant)),
  );
  return {
    path: path.id,
    reach: isGeneral ? 'any' : 'named',
    by: openings(all.flat()),
    conditions: [...new Set(all.flatMap(conditionsOf))].sort(),
  };
}

/**
 * The ways to more permissions that are open to a principal, in the order of the catalogue. MFA, addresses and the like
 * close none: they are named as conditions.
 */
export function escalations(self: Principal): readonly Escalation[] {
  const ask = asking(self);
  return ESCALATION_PATHS.flatMap((path) => escalation(path, ask) ?? []);
}

/** The powers that a principal has over these subjects, those over one subject together. */
export const tampering = (self: Principal, subjects: readonly Subject[]): readonly Tampering[] =>
  subjects.flatMap((over) => {
    const had = POWERS.filter((power) => power.over === over)
      .map(({ action, resource }) => ({ action, grants: self.grants(action, resource, {}, true) }))
      .filter(({ grants }) => grants.length > 0);
    return had.length === 0
      ? []
      : {
          over,
          actions: had.map(({ action }) => action).sort(),
          by: openings(had.flatMap(({ grants }) => grants)),
        };
  });
