import { fail, notApplicable, type Outcome, pass } from '../verdict.ts';
import { type Escalation, PATHS_BY_ID, type Tampering } from './escalation.ts';
import type { Subject } from './escalation-powers.ts';
import type { Administrator, Opening } from './escalation-principal.ts';

/** As many are described; the others are named. */
const DESCRIBED = 3;

/** Some of a list, and how many more there are. */
const some = (texts: readonly string[]): string =>
  [
    ...texts.slice(0, DESCRIBED),
    ...(texts.length > DESCRIBED ? [`${texts.length - DESCRIBED} more`] : []),
  ].join(', ');

/** Statements with their policies, for people. */
export const byStatements = (by: readonly Opening[]): string =>
  some(by.map(({ policy, statements }) => `statement ${some(statements)} of ${policy}`));

const under = (conditions: readonly string[]): string =>
  conditions.length > 0 ? ` under conditions on ${conditions.join(', ')}` : '';

const described = ({ path, by, conditions }: Escalation): string =>
  `${PATHS_BY_ID.get(path)?.title} (${path}, by ${byStatements(by)})${under(conditions)}`;

const named = (escalations: readonly Escalation[]): string => escalations.map(({ path }) => path).join(', ');

/** Whoever writes permissions decides what they are, so that it does not help to name the resources. */
const ESCALATES_BY_NAME = ['permissions', 'boundary'];

/** What a company may settle about escalation paths. */
export interface PathParameters {
  /** Ids of paths that it accepts. */
  readonly accepted: readonly string[];
  /** Whether a path counts that is open only over resources which the policies name: what they are for, as a rule. */
  readonly namedResources: boolean;
}

/** Whether a user or role that is no administrator has a known way to more permissions. */
export function judgePaths(
  administrator: Administrator | null,
  escalations: readonly Escalation[],
  { accepted, namedResources }: PathParameters,
): Outcome {
  if (administrator) return notApplicable('it is an administrator, who needs no path to more');
  const open = escalations.filter(({ path }) => !accepted.includes(path));
  const taken = escalations.filter(({ path }) => accepted.includes(path));
  const counts = ({ path, reach }: Escalation): boolean =>
    namedResources || reach === 'any' || ESCALATES_BY_NAME.includes(PATHS_BY_ID.get(path)?.kind ?? '');
  const paths = open.filter(counts);
  if (paths.length === 0) {
    const narrow = open.length > 0 ? `; over resources that its policies name: ${named(open)}` : '';
    const known = taken.length > 0 ? `; accepted: ${named(taken)}` : '';
    return pass(`no known path to more permissions is open${narrow}${known}`);
  }
  const others = paths.slice(DESCRIBED);
  return fail(
    `it can ${paths.slice(0, DESCRIBED).map(described).join('; ')}${others.length > 0 ? `; further paths: ${named(others)}` : ''}`,
  );
}

const OVER: Readonly<Record<Subject, string>> = {
  scanner: 'the role by which Vouch reads the account',
  evidence: 'the evidence that Vouch keeps',
  record: 'the security record of the account',
  membership: 'the membership in the Organization',
  guardrails: 'the guardrails of the Organization',
};

/** Whether a user or role that is no administrator can spoil evidence, or what evidence is made of. */
export function judgeTampering(
  administrator: Administrator | null,
  tampering: readonly Tampering[],
  { accepted }: { readonly accepted: readonly string[] },
): Outcome {
  if (administrator) return notApplicable('it is an administrator, who can change everything');
  const powers = tampering
    .map((power) => ({ ...power, actions: power.actions.filter((action) => !accepted.includes(action)) }))
    .filter(({ actions }) => actions.length > 0);
  if (powers.length === 0) {
    const taken = tampering.flatMap(({ actions }) => actions);
    const known = taken.length > 0 ? ` but what is accepted: ${taken.join(', ')}` : '';
    return pass(`it has no power over evidence, the scanner or the security record${known}`);
  }
  return fail(
    powers
      .map(
        ({ over, actions, by }) =>
          `it has power over ${OVER[over]} with ${actions.join(', ')} (${byStatements(by)})`,
      )
      .join('; '),
  );
}
