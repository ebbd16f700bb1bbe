import type { CriterionId } from '../../domain/control.ts';
import type { Plan, Run } from '../../domain/run.ts';
import { canonical } from '../canonical.ts';
import type { BundleFolder } from '../folder.ts';
import type { AccountHistory, History } from '../history.ts';
import type { BundleSummary } from '../summary.ts';

/** What was in scope at the end of the period. */
export interface WrittenScope {
  readonly organization: string | null;
  readonly accounts: BundleSummary['accounts'];
  readonly criteria: readonly CriterionId[];
  readonly owners: Plan['scope']['owners'];
}

/** How much of a hash names a file. */
const SHORT = 12;

/** Runs, and the scope and rules that were in force: each change within the period starts a new file. */
export async function writeScope(
  out: BundleFolder,
  runs: readonly Run[],
  history: History,
): Promise<WrittenScope> {
  const rows = runs.map((run) => ({
    ...run,
    ...run.counts,
    expected: run.targets.expected,
    scanned: run.targets.scanned,
    seal: run.seal?.sha256 ?? '',
    ...(history.hashes.get(run.sequence) ?? { scope: '', ruleSet: '' }),
  }));
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
  const scopes = history.scopes.all().map(({ print, ...version }) => ({
    ...version,
    scope: print,
    file: `scope/scope-${print.slice(0, SHORT)}.json`,
  }));
  for (const [file, { value }] of new Map(scopes.map((version) => [version.file, version])))
    await out.json(file, value);
  await out.table(
    'scope/versions.csv',
    ['scope', 'file', 'changed', 'fromRun', 'toRun', 'fromDay', 'toDay'],
    scopes.map((version, index) => ({
      ...version,
      changed: changes(scopes[index - 1]?.value, version.value),
    })),
  );
  for (const [hash, rules] of history.ruleSets) {
    await out.table(
      `scope/rules-${hash.slice(0, SHORT)}.csv`,
      ['id', 'hash', 'parameters'],
      rules.map((rule) => ({ ...rule, parameters: canonical(rule.parameters) })),
    );
  }

  const { latest } = history;
  const examined = new Set(latest?.accounts.map(({ id }) => id));
  await out.table(
    'scope/accounts.csv',
    ['id', 'name', 'path', 'examined', 'reason', 'firstRun', 'lastRun', 'left'],
    history.accounts().map((account: AccountHistory) => ({
      ...account,
      path: account.path.join(' / '),
      examined: examined.has(account.id) ? 'yes' : 'no',
    })),
  );
  return {
    organization: latest?.organization ?? null,
    accounts: {
      total: latest?.accountsTotal ?? 0,
      examined: latest?.accounts.length ?? 0,
      excluded: latest?.excluded.length ?? 0,
    },
    criteria: latest?.scope.criteria ?? [],
    owners: latest?.scope.owners ?? {},
  };
}

/** The parts of the scope file that differ; none in the first version. */
function changes(before: Plan['scope'] | undefined, after: Plan['scope']): string {
  if (!before) return '';
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])] as (keyof Plan['scope'])[];
  return names.filter((name) => canonical(before[name] ?? null) !== canonical(after[name] ?? null)).join(' ');
}
