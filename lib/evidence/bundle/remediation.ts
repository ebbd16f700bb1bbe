import type { Exception } from '../../domain/exception.ts';
import { CLOCKED, type Remediation } from '../../domain/remediation.ts';
import { exceptionsByRule } from '../exceptions.ts';
import type { BundleFolder, OpenTable } from '../folder.ts';
import { type Period, touches } from '../intervals.ts';
import { deadlinesVersion, type Failure, type RemediationRow, remediationRow } from '../remediation.ts';
import type { Bundling } from './bundling.ts';

const COLUMNS = [
  'timing',
  'due',
  'severity',
  'rule',
  'resource',
  'type',
  'account',
  'region',
  'since',
  'until',
  'ended',
  'reopens',
  'exceptions',
  'accepted',
  'deadlines',
  'firstRun',
  'firstRescan',
  'endedByRun',
  'endedByRescan',
  'reason',
] as const;

/**
 * Writes the deadlines that were in force, and begins the table of failures that touch the period, each with its clock:
 * those fixed in time included.
 * @param exceptions as they were at the end of the period
 */
export async function openClocks(
  out: BundleFolder,
  { from, to }: Period,
  exceptions: readonly Exception[],
  store: Pick<Bundling['store'], 'runs'>,
): Promise<OpenTable<Failure>> {
  const byRun = await writeDeadlines(out, to, store);
  const about = exceptionsByRule(exceptions);
  const table = await out.openTable<RemediationRow>('remediation/remediation.csv', COLUMNS);
  return {
    add(failure) {
      if (!touches(failure, from)) return undefined;
      const deadlines = byRun.get(failure.firstRun) ?? null;
      return table.add(remediationRow(failure, deadlines, about(failure.rule), to));
    },
    close: () => table.close(),
  };
}

/** @returns the deadlines by run */
async function writeDeadlines(
  out: BundleFolder,
  to: string,
  store: Pick<Bundling['store'], 'runs'>,
): Promise<ReadonlyMap<number, Remediation>> {
  const byRun = new Map<number, Remediation>();
  const versions = new Map<string, Remediation & { version: string; firstRun: number; lastRun: number }>();
  for await (const { sequence, remediation } of store.runs('', to)) {
    if (!remediation) continue;
    byRun.set(sequence, remediation);
    const version = deadlinesVersion(remediation);
    const firstRun = versions.get(version)?.firstRun ?? sequence;
    versions.set(version, { ...remediation, version, firstRun, lastRun: sequence });
  }
  await out.table(
    'remediation/deadlines.csv',
    ['version', ...CLOCKED, 'firstRun', 'lastRun'],
    versions.values(),
  );
  return byRun;
}
