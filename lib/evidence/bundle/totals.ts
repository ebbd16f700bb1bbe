import type { RecordedCounts } from '../../domain/facts/config.ts';
import type { AnyRule } from '../../domain/rule.ts';
import type { Plan, RuleSource, Run, TargetResult } from '../../domain/run.ts';
import { GLOBAL_REGION, type Target, targetId } from '../../domain/target.ts';
import type { BundleFolder } from '../folder.ts';
import type { History } from '../history.ts';
import type { Period } from '../intervals.ts';
import { evaluationsOf, sealedResults } from '../record.ts';
import {
  accountsTotal,
  type Counted,
  configTotals,
  eventTotal,
  principalsTotal,
  type RegionalTypes,
  runTotals,
  type Total,
  uncounted,
} from '../totals.ts';
import type { Bundling } from './bundling.ts';

/** The rule whose facts are what AWS Config counts. */
const COUNTS_RULE = 'config-population-counts';

/** What cards and totals are made of. */
export interface Provenance {
  readonly rules: readonly AnyRule[];
  readonly history: Pick<History, 'rules' | 'latest'>;
  /** Those of the period. */
  readonly runs: readonly Run[];
  readonly period: Period;
  readonly evidence: Pick<Bundling['evidence'], 'get'>;
}

/** What a rule found at the cut-off. */
export interface Found {
  records: number;
  blind: number;
}

/**
 * What was listed at the cut-off, beside what somebody else counted.
 * @param found gets what each rule found
 * @param faults gets what is not in the bucket as it was sealed
 */
export async function* totals(
  out: BundleFolder,
  provenance: Provenance,
  found: Map<string, Found>,
  faults: string[],
): AsyncGenerator<Total> {
  const { history, runs, period } = provenance;
  if (history.latest) yield accountsTotal(history.latest);
  yield* runTotals(runs, period);
  for await (const counts of out.records('access-reviews/totals.csv')) {
    const { account = '', kind = '', listed, counted, requests = '' } = counts;
    yield principalsTotal(account, kind, Number(listed), Number(counted), requests);
  }

  for await (const { type = '', put, routed } of out.records('alerts/counts.csv'))
    if (put) yield eventTotal(type, Number(routed), Number(put));

  const types = regionalTypes(provenance);
  const results = await lastResults(provenance, faults);
  for await (const here of byTarget(out, found)) {
    if (here.target.region === GLOBAL_REGION) continue;
    const recorded =
      here.counted?.verdict === 'PASS' ? await countsIn(results(here.target), provenance, faults) : null;
    if (recorded) yield* configTotals(here.target, here.listed, recorded, types);
    else {
      const resources = [...here.listed.values()].reduce<number>((sum, count) => sum + (count ?? 0), 0);
      yield uncounted(
        here.target,
        resources,
        here.counted?.reason ?? `the rule ${COUNTS_RULE} was not in force`,
      );
    }
  }
}

/** What was found in one target at the cut-off. */
interface Here {
  readonly target: Target;
  /** Resources by type; null where a listing failed. */
  readonly listed: Map<string, number | null>;
  counted: { readonly verdict: string; readonly reason: string } | null;
}

/** Goes through the findings, which are sorted by target and rule; counts them by rule on the way. */
async function* byTarget(out: BundleFolder, found: Map<string, Found>): AsyncGenerator<Here> {
  let here: Here | null = null;
  let of = { rule: '', type: '', count: 0, failed: false };
  // Each rule of a type examines all of its resources: the one that found most has them all.
  const close = (): void => {
    if (!here || of.rule === '') return;
    const known = here.listed.get(of.type);
    here.listed.set(of.type, of.failed || known === null ? null : Math.max(known ?? 0, of.count));
  };
  for await (const finding of out.records('results/intervals.csv')) {
    if (finding.until !== '') continue;
    const {
      account = '',
      region = '',
      rule = '',
      type = '',
      resource = '',
      verdict = '',
      reason = '',
    } = finding;
    const target = { account, region };
    const other: boolean = here === null || targetId(here.target) !== targetId(target);
    if (other || of.rule !== rule) {
      close();
      of = { rule, type, count: 0, failed: false };
    }
    if (other) {
      if (here) yield here;
      here = { target, listed: new Map(), counted: null };
    }
    of.count += 1;
    of.failed ||= resource.endsWith(':*');
    if (here && rule === COUNTS_RULE) here.counted = { verdict, reason };
    const seen = found.get(rule) ?? { records: 0, blind: 0 };
    found.set(rule, seen);
    seen.records += 1;
    if (verdict === 'NOT_EVALUATED') seen.blind += 1;
  }
  close();
  if (here) yield here;
}

/** Types of which all resources lie in Regions; the account itself is not counted by AWS Config. */
function regionalTypes({ rules, history }: Provenance): RegionalTypes {
  const types = new Map<string, RuleSource>();
  for (const { id, resource } of rules) {
    const source = history.latest?.sources?.[id];
    if (source?.where === 'region' && resource !== 'AWS::::Account') types.set(resource, source);
  }
  return new Map([...types].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The results of the run that the cut-off shows, by target. */
async function lastResults({ runs, history, evidence }: Provenance, faults: string[]) {
  const run = runOf(runs, history.latest);
  const results = new Map<string, Pick<TargetResult, 'object'>>();
  for (const result of (run && (await sealedResults(run, evidence, faults))) ?? [])
    results.set(targetId(result), { object: result.object });
  return (target: Target) => results.get(targetId(target)) ?? null;
}

/** The run that the cut-off shows. */
export const runOf = (runs: readonly Run[], plan: Plan | null): Run | null =>
  runs.find(({ sequence }) => sequence === plan?.run.sequence) ?? null;

/** What AWS Config counted, from the sealed evaluations of a target. */
async function countsIn(
  result: Pick<TargetResult, 'object'> | null,
  { evidence }: Provenance,
  faults: string[],
): Promise<Counted | null> {
  const rows = result ? await evaluationsOf(result, evidence, faults) : [];
  const row = rows.find(({ rule }) => rule === COUNTS_RULE);
  const recorded = row?.facts.recordedCounts as RecordedCounts | undefined;
  return recorded && 'counts' in recorded
    ? { counts: recorded.counts, requests: (row?.requests ?? []).join('\n') }
    : null;
}
