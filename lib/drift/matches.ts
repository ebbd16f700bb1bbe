import { acceptedTime, type Condition, type Match } from '../domain/exception.ts';
import type { Evaluation } from '../domain/finding.ts';
import { told, type Unseen } from '../domain/observed.ts';
import type { Store } from '../domain/ports.ts';
import type { TargetResult } from '../domain/run.ts';
import type { Population } from './transitions.ts';

/**
 * The conditions that are to be looked up: of approved exceptions that may count now or later.
 * @param since those that ended later are among them: who does again what a run began must find what the run found
 */
export async function conditionsAsked(
  store: Pick<Store, 'exceptions'>,
  since: string,
): Promise<readonly Condition[]> {
  const conditions: Condition[] = [];
  for await (const exception of store.exceptions({ matches: false })) {
    const { rule, ...covers } = exception.terms.covers;
    const time = acceptedTime(exception);
    if ('tag' in covers && time && time.to > since)
      conditions.push({ exception: exception.id, rule, ...covers.tag });
  }
  return conditions;
}

/** Who looked, when and where, and why tags could not be read. */
export type Looked = Pick<TargetResult, 'account' | 'region' | 'startedAt' | 'untagged'>;

/**
 * Compares what is kept of a condition in a target with what a run or a rescan saw: the matches that begin or end, and
 * only those. A match that nobody could confirm ends; one that is newer than this look stays as it is.
 *
 * @param known the matches of the condition in the target
 * @param evaluations each finding at most once; of other rules, none counts
 */
export function compareMatches(
  known: readonly Match[],
  { exception, rule, key, value }: Condition,
  evaluations: readonly Evaluation[],
  { account, region, startedAt: at, untagged }: Looked,
  population: (rule: string) => Population,
): readonly Match[] {
  const state = population(rule);
  if (state.state === 'unread') return [];
  const latest = new Map<string, Match>();
  for (const match of known) {
    const other = latest.get(match.resource);
    if (!other || other.from <= match.from) latest.set(match.resource, match);
  }
  const seen = new Map(
    evaluations
      .filter((evaluation) => evaluation.rule === rule && !evaluation.population)
      .map((evaluation) => [evaluation.resource, evaluation.tags ?? null]),
  );
  const begun = [...seen].flatMap(([resource, tags]): readonly Match[] => {
    const before = latest.get(resource);
    const met = tags?.[key] === value && (!before || (before.until !== null && before.until <= at));
    return met ? [{ exception, account, region, resource, from: at, until: null, why: null }] : [];
  });
  const ended = [...latest.values()].flatMap((match): readonly Match[] => {
    const tags = seen.get(match.resource);
    const goes = match.until === null && match.from <= at && tags?.[key] !== value;
    return goes ? [{ ...match, until: at, why: whyEnded(tags, state, untagged) }] : [];
  });
  return [...ended, ...begun];
}

/** @param tags null where they were not read, undefined where there is no such resource */
function whyEnded(
  tags: Evaluation['tags'] | null,
  population: Population,
  untagged: Unseen | undefined,
): string {
  if (tags) return 'it no longer has the tag';
  if (tags === null)
    return `its tags could not be read: ${untagged ? told(untagged) : 'nobody asked for them'}`;
  if (population.state === 'blind') return `it could not be looked for. ${population.reason}`;
  return population.state === 'inactive' ? 'the rule is no longer applied' : 'no longer in the population';
}
