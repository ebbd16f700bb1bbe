import { controlsOf } from '../controls/index.ts';
import type { ControlId, CriterionId } from '../domain/control.ts';
import type { AnyRule, Severity } from '../domain/rule.ts';
import { noVerdicts, type Verdict, type VerdictCounts } from '../domain/verdict.ts';
import type { Interval, Period } from './intervals.ts';
import type { Subject } from './period.ts';

/** What happened to the findings that serve one criterion, or one rule. */
export interface Tally {
  /** At the cut-off. */
  readonly counts: VerdictCounts;
  /** Within the period: PASS to FAIL, FAIL to PASS, anything to NOT_EVALUATED. */
  readonly drifted: number;
  readonly restored: number;
  readonly blinded: number;
}

/** One criterion in numbers. */
export interface CriterionSummary extends Tally {
  readonly criterion: CriterionId;
  readonly controls: readonly ControlId[];
  readonly rules: readonly string[];
}

/** What the bundle says in numbers; each can be recomputed from its files. */
export interface BundleSummary {
  readonly organization: string | null;
  readonly type: Subject['type'];
  readonly period: Period;
  readonly accounts: { readonly total: number; readonly examined: number; readonly excluded: number };
  readonly runs: Readonly<Record<'complete' | 'partial' | 'failed' | 'missed' | 'unsealed', number>>;
  readonly targets: { readonly expected: number; readonly scanned: number };
  readonly total: Tally;
  readonly criteria: readonly CriterionSummary[];
  readonly deviations: DeviationCounts & {
    /** The first ones of results/deviations.csv, 200 at most. */
    readonly worst: readonly Deviation[];
  };
  /** What is not as it should be with the record itself, one sentence each. */
  readonly faults: readonly string[];
  /** What an auditor would find fault with in the period, one sentence each: nothing is wrong with the record. */
  readonly warnings: readonly string[];
}

/** How often a finding failed within the period; `open`: and still did at its end. */
export interface DeviationCounts {
  readonly total: number;
  readonly open: number;
  readonly bySeverity: Readonly<Record<Severity, number>>;
}

/** The summary without its longest part: what people are told at once, and what a function can answer. */
export interface BundleBrief extends Omit<BundleSummary, 'deviations'> {
  readonly deviations: DeviationCounts;
}

/** Leaves out what only counts stand for. */
export const briefOf = ({ deviations: { worst: _, ...counts }, ...summary }: BundleSummary): BundleBrief => ({
  ...summary,
  deviations: counts,
});

/** A finding that failed at some time within the period. */
export interface Deviation extends Interval {
  readonly title: string;
  readonly controls: string;
  readonly criteria: string;
  readonly status: 'open' | 'restored' | 'ended otherwise';
}

type Mutable = { counts: Record<Verdict, number>; drifted: number; restored: number; blinded: number };

/** Counts by rule; criteria are sums over their rules, so that both always agree. */
export class Tallies {
  readonly #byRule = new Map<string, Mutable>();

  of(rule: string): Tally {
    return this.#mutable(rule);
  }

  count(rule: string, verdict: Verdict): void {
    this.#mutable(rule).counts[verdict] += 1;
  }

  event(rule: string, event: 'drifted' | 'restored' | 'blinded'): void {
    this.#mutable(rule)[event] += 1;
  }

  /** Everything together. */
  total(): Tally {
    return sum([...this.#byRule.values()]);
  }

  /** Criterion by criterion, in the order given. A rule counts for each criterion that its controls serve. */
  criteria(criteria: readonly CriterionId[], rules: readonly AnyRule[]): readonly CriterionSummary[] {
    return criteria.map((criterion) => {
      const controls = controlsOf(criterion);
      const theirs = rules.filter((rule) => rule.controls.some((control) => controls.includes(control)));
      return {
        criterion,
        controls,
        rules: theirs.map(({ id }) => id),
        ...sum(theirs.map(({ id }) => this.#mutable(id))),
      };
    });
  }

  #mutable(rule: string): Mutable {
    const known = this.#byRule.get(rule);
    if (known) return known;
    const fresh = { counts: noVerdicts(), drifted: 0, restored: 0, blinded: 0 };
    this.#byRule.set(rule, fresh);
    return fresh;
  }
}

function sum(tallies: readonly Mutable[]): Tally {
  const total: Mutable = { counts: noVerdicts(), drifted: 0, restored: 0, blinded: 0 };
  for (const { counts, drifted, restored, blinded } of tallies) {
    for (const [verdict, number] of Object.entries(counts)) total.counts[verdict as Verdict] += number;
    total.drifted += drifted;
    total.restored += restored;
    total.blinded += blinded;
  }
  return total;
}
