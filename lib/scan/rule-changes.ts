import type { Evidence, Store } from '../domain/ports.ts';
import type { AppliedRule, Plan, RunRef, TargetResult } from '../domain/run.ts';
import { canonical, hashOf } from '../evidence/canonical.ts';
import { planKey } from './keys.ts';

/** What the record has of earlier runs. */
interface Earlier {
  readonly store: Pick<Store, 'run'>;
  readonly evidence: Pick<Evidence, 'get'>;
}

/** How a rule judges: its source, and the parameters given to it. */
const logicOf = ({ hash, parameters }: AppliedRule): string => canonical({ hash, parameters });

/** Rules of earlier runs, while the process lasts: thousands of targets ask after the same run. */
const remembered = new WeakMap<Earlier['evidence'], Map<string, Promise<ReadonlyMap<string, string>>>>();

async function read(run: RunRef, evidence: Earlier['evidence']): Promise<ReadonlyMap<string, string>> {
  const stored = await evidence.get(planKey(run));
  const rules = stored ? (JSON.parse(Buffer.from(stored.body).toString()) as Plan).rules : [];
  return new Map(rules.map((rule) => [rule.id, logicOf(rule)]));
}

function rulesOf(run: RunRef, evidence: Earlier['evidence']): Promise<ReadonlyMap<string, string>> {
  const known = remembered.get(evidence) ?? new Map<string, Promise<ReadonlyMap<string, string>>>();
  remembered.set(evidence, known);
  const rules = known.get(run.id) ?? read(run, evidence);
  known.set(run.id, rules);
  return rules;
}

/**
 * Ids of the rules that had other logic or other parameters in the run that a target was recorded in the last time. It
 * costs nothing while the rules stay. Where that run left no plan nothing is taken to have changed: a drift too many is
 * better than one that nobody hears of.
 */
export async function changedRules(
  last: TargetResult | null,
  rules: readonly AppliedRule[],
  { store, evidence }: Earlier,
): Promise<ReadonlySet<string>> {
  if (last?.ruleSet === undefined || last.ruleSet === hashOf(rules)) return new Set();
  const run = await store.run(last.sequence);
  const before = run ? await rulesOf(run, evidence) : new Map<string, string>();
  return new Set(
    rules.filter((rule) => before.has(rule.id) && before.get(rule.id) !== logicOf(rule)).map(({ id }) => id),
  );
}
