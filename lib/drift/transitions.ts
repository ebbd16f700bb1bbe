import {
  type Cause,
  type Evaluation,
  type FailingSince,
  type Finding,
  findingKey,
  type TransitionKind,
} from '../domain/finding.ts';
import type { Change } from '../domain/ports.ts';
import type { TargetResult } from '../domain/run.ts';
import type { Verdict } from '../domain/verdict.ts';

/** What a change of verdict means. `lastSeen` is the last verdict before blindness, if there was any. */
export function transitionKind(
  from: Verdict | null,
  to: Verdict | null,
  lastSeen: Verdict | null,
): TransitionKind {
  if (to === null) return 'left';
  if (to === 'NOT_EVALUATED') return 'blind-spot';
  if (from === null) return 'baseline';
  const before = from === 'NOT_EVALUATED' ? lastSeen : from;
  if (before === 'PASS' && to === 'FAIL') return 'drift';
  if (before === 'FAIL' && to === 'PASS') return 'restoration';
  return from === 'NOT_EVALUATED' && (before === to || before === null) ? 'sight-regained' : 'change';
}

/** Since when a finding has failed: blindness neither ends a failure nor starts its clock again. */
function failingSince(before: Finding | undefined, to: Verdict, now: FailingSince): Pick<Finding, 'failing'> {
  const earlier =
    before?.verdict === 'FAIL'
      ? { since: before.since, sequence: before.sequence, ...before.failing }
      : before?.failing;
  if (to === 'FAIL') return { failing: earlier ?? now };
  return to === 'NOT_EVALUATED' && earlier ? { failing: earlier } : {};
}

/** What a run knows of the population that a rule is about. */
export type Population =
  /** It was listed: a finding without an evaluation has left. */
  | { readonly state: 'listed' }
  /** It could not be listed: nobody knows whether the resource is still there. */
  | { readonly state: 'blind'; readonly reason: string }
  /** The rule is not in this run's rule set or scope. */
  | { readonly state: 'inactive' }
  /** It was not read, or somebody else has read it since: nothing is said of it. */
  | { readonly state: 'unread' };

/** When and by whom a target was observed. */
export interface Observed extends Pick<TargetResult, 'account' | 'region' | 'sequence' | 'startedAt'> {
  /** Id of the rescan, where it is one. */
  readonly rescan?: string;
  /** The call behind a change, where it is known; null otherwise. */
  causeOf?(subject: Pick<Finding, 'rule' | 'resource' | 'type'>): Cause | null;
}

/**
 * Compares a target's stored findings with the evaluations of a run or a rescan: the changes, and only those.
 *
 * @param evaluations each finding at most once
 * @param changed the rules that had other logic or parameters when the stored findings were judged the last time
 */
export function compare(
  previous: ReadonlyMap<string, Finding>,
  evaluations: readonly Evaluation[],
  { account, region, sequence, startedAt: at, rescan, causeOf }: Observed,
  population: (rule: string) => Population,
  changed: ReadonlySet<string> = new Set(),
): readonly Change[] {
  const changes: Change[] = [];
  const reported = new Set<string>();

  const change = (
    {
      rule,
      resource,
      type,
      severity,
      population: whole,
    }: Pick<Finding, 'rule' | 'resource' | 'type' | 'severity' | 'population'>,
    before: Finding | undefined,
    to: Verdict | null,
    reason: string,
  ): void => {
    const from = before?.verdict ?? null;
    const lastSeen = before?.lastSeen ?? null;
    const subject = { account, region, rule, resource, type, severity };
    const listedAgain = to === null && whole && population(rule).state === 'listed';
    const plain = listedAgain ? 'sight-regained' : transitionKind(from, to, lastSeen);
    const measured = plain === 'drift' || plain === 'restoration';
    const kind = measured && changed.has(rule) ? 'rule-change' : plain;
    const cause = causeOf?.(subject);
    changes.push({
      key: findingKey(subject),
      transition: {
        ...subject,
        from,
        to,
        kind,
        reason,
        sequence,
        at,
        ...(rescan !== undefined && { rescan }),
        ...(cause && { cause }),
      },
      finding: to && {
        ...subject,
        population: whole,
        verdict: to,
        reason,
        lastSeen: to === 'NOT_EVALUATED' ? lastSeen : to,
        since: at,
        sequence,
        ...failingSince(before, to, { since: at, sequence }),
      },
    });
  };

  for (const evaluation of evaluations) {
    if (population(evaluation.rule).state === 'unread') continue;
    const key = findingKey(evaluation);
    reported.add(key);
    const before = previous.get(key);
    if (before?.verdict !== evaluation.verdict)
      change(evaluation, before, evaluation.verdict, evaluation.reason);
  }
  for (const [key, before] of previous) {
    if (reported.has(key)) continue;
    const now = population(before.rule);
    if (now.state === 'unread') continue;
    if (now.state === 'listed')
      change(
        before,
        before,
        null,
        before.population ? 'the population can be listed again' : 'no longer in the population',
      );
    else if (now.state === 'inactive') change(before, before, null, 'the rule is no longer applied');
    else if (before.verdict !== 'NOT_EVALUATED') change(before, before, 'NOT_EVALUATED', now.reason);
  }
  return changes;
}
