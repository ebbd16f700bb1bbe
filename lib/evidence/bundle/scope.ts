import type { CriterionId } from '../../domain/control.ts';
import type { Plan, Run } from '../../domain/run.ts';
import { canonical, hashOf } from '../canonical.ts';
import type { BundleFolder } from '../folder.ts';
import type { BundleSummary } from '../summary.ts';
import type { Chain } from './chain.ts';

/** What was in scope at the end of the period. */
export interface WrittenScope {
  readonly organization: string | null;
  readonly accounts: BundleSummary['accounts'];
  readonly criteria: readonly CriterionId[];
  readonly owners: Plan['scope']['owners'];
  readonly faults: readonly string[];
}

/** Runs, and the scope and rules that were in force: each change within the period starts a new file. */
export async function writeScope(
  out: BundleFolder,
  runs: readonly Run[],
  plans: Chain['plans'],
): Promise<WrittenScope> {
  const scopes = new Map<string, Plan['scope']>();
  const ruleSets = new Map<string, Plan['rules']>();
  const rows = runs.map((run) => {
    const plan = plans.get(run.sequence);
    const scope = plan ? hashOf(plan.scope) : '';
    const ruleSet = plan ? hashOf(plan.rules) : '';
    if (plan) {
      scopes.set(scope, plan.scope);
      ruleSets.set(ruleSet, plan.rules);
    }
    return {
      ...run,
      ...run.counts,
      expected: run.targets.expected,
      scanned: run.targets.scanned,
      seal: run.seal?.sha256 ?? '',
      scope,
      ruleSet,
    };
  });
  const columns = [
    'sequence',
    'id',
    'status',
    'startedAt',
    'sealedAt',
    'expected',
    'scanned',
    'FAIL',
    'NOT_EVALUATED',
    'PASS',
    'NOT_APPLICABLE',
    'scope',
    'ruleSet',
    'seal',
  ] as const;
  await out.table('scope/runs.csv', columns, rows);
  await out.table(
    'gaps/runs-not-complete.csv',
    columns,
    rows.filter(({ status }) => status !== 'complete'),
  );
  for (const [hash, scope] of scopes) await out.json(`scope/scope-${hash.slice(0, 12)}.json`, scope);
  for (const [hash, rules] of ruleSets) {
    await out.table(
      `scope/rules-${hash.slice(0, 12)}.csv`,
      ['id', 'hash', 'parameters'],
      rules.map((rule) => ({ ...rule, parameters: canonical(rule.parameters) })),
    );
  }

  const latest = [...plans.values()].at(-1);
  const path = ({ path: units }: { readonly path: readonly string[] }) => units.join(' / ');
  const accounts = [
    ...(latest?.accounts ?? []).map((account) => ({
      ...account,
      path: path(account),
      examined: 'yes',
      reason: '',
    })),
    ...(latest?.excluded ?? []).map((account) => ({ ...account, path: path(account), examined: 'no' })),
  ];
  await out.table('scope/accounts.csv', ['id', 'name', 'path', 'examined', 'reason'], accounts);
  return {
    organization: latest?.organization ?? null,
    accounts: {
      total: latest?.accountsTotal ?? 0,
      examined: latest?.accounts.length ?? 0,
      excluded: latest?.excluded.length ?? 0,
    },
    criteria: latest?.scope.criteria ?? [],
    owners: latest?.scope.owners ?? {},
    faults: [
      ...(latest ? [] : ['no run of the period has a plan, so the accounts in scope are not known']),
      ...(scopes.size > 1 ? [`the scope changed ${scopes.size - 1} times within the period`] : []),
      ...(ruleSets.size > 1
        ? [`the rules or their parameters changed ${ruleSets.size - 1} times within the period`]
        : []),
    ],
  };
}
