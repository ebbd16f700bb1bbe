import { RECORDED } from '../collectors/recorded.ts';
import type { Clock, Evidence, Organization, Store } from '../domain/ports.ts';
import type { AppliedRule, Plan, RuleSource, RunRef } from '../domain/run.ts';
import type { Scope } from '../domain/scope.ts';
import type { OrganizationMap } from '../domain/surroundings.ts';
import type { ActiveRule } from '../engine/evaluate.ts';
import { canonical, sha256 } from '../evidence/canonical.ts';
import { mapKey, planKey } from './keys.ts';
import { openRun, refusePast } from './open.ts';
import type { Work } from './work.ts';

/** What planning needs. */
export interface Planning {
  readonly clock: Clock;
  readonly store: Store;
  readonly evidence: Evidence;
  readonly scope: Scope;
  readonly rules: readonly ActiveRule[];
  readonly work: readonly Work[];
  /** Reads the Organization for a run; the run's id names the session in every account's CloudTrail. */
  organization(run: RunRef): Organization;
}

/** The rules of a run with their hashes and parameters, sorted by id. */
export const applied = (rules: readonly ActiveRule[]): readonly AppliedRule[] =>
  rules
    .map(({ rule, parameters }) => ({ id: rule.id, hash: rule.hash, parameters }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));

/** Where the evidence of each rule comes from, by rule. */
async function sourcesOf(work: readonly Work[]): Promise<Readonly<Record<string, RuleSource>>> {
  const { OperationProbe } = await import('../collectors/provenance.ts');
  const probe = new OperationProbe();
  const sources: [string, RuleSource][] = [];
  for (const { collector, rules } of work) {
    const { type, where } = collector;
    const recordedAs = RECORDED[type] ?? [];
    for (const { rule } of rules) {
      const operations = await probe.operations(collector, rule.reads);
      sources.push([rule.id, { where, recordedAs, operations }]);
    }
  }
  return Object.fromEntries(sources);
}

/**
 * Opens a run: takes the next sequence number and writes down every target that the run must account for.
 * The record must be settled before (`settle`), so that sequence numbers have no holes.
 *
 * @throws Error when the clock is behind the last run, when another run is under way, or when the Organization cannot
 *         be read; in the last case a run is open, to be sealed as failed (`sealFailed`)
 */
export async function planRun({
  clock,
  store,
  evidence,
  scope,
  rules,
  work,
  organization,
}: Planning): Promise<Plan> {
  const now = clock();
  const last = await store.lastRun();
  if (last) refusePast(last, now);
  if (last?.status === 'open') {
    throw new Error(
      `run ${last.sequence} (${last.id}) is still under way since ${last.startedAt}: wait until it is sealed`,
    );
  }
  const run = await openRun((last?.sequence ?? 0) + 1, now, store);
  const { map, ...survey } = await organization(run).survey();
  const body = Buffer.from(canonical(map));
  await evidence.put(mapKey(run), body, 'application/json');
  const pinned = { key: mapKey(run), sha256: sha256(body) };
  const plan: Plan = {
    run,
    ...survey,
    scope,
    rules: applied(rules),
    sources: await sourcesOf(work),
    map: pinned,
  };
  await evidence.put(planKey(run), Buffer.from(canonical(plan)), 'application/json');
  return plan;
}

/** The map that a run was planned with; null when it came to no plan. */
export async function storedMap(run: RunRef, evidence: Evidence): Promise<OrganizationMap | null> {
  const stored = await evidence.get(mapKey(run));
  return stored && (JSON.parse(Buffer.from(stored.body).toString()) as OrganizationMap);
}

/** The same. @throws Error when there is none: no target is examined as if it were alone */
export async function plannedMap(run: RunRef, evidence: Evidence): Promise<OrganizationMap> {
  const map = await storedMap(run, evidence);
  if (!map) throw new Error(`${mapKey(run)} is missing: plan the run again`);
  return map;
}
