import type { Exception } from '../../domain/exception.ts';
import { CLOCKED, type Remediation } from '../../domain/remediation.ts';
import type { BundleFolder } from '../folder.ts';
import { intervals, type Period } from '../intervals.ts';
import { deadlinesVersion, failures, type RemediationRow, remediationRow } from '../remediation.ts';
import type { Bundling } from './bundling.ts';

/**
 * Every failure that touches the period with its clock, those fixed in time included; and the deadlines that were in
 * force.
 */
export async function writeRemediation(
  out: BundleFolder,
  { from, to }: Period,
  exceptions: readonly Exception[],
  { store }: Pick<Bundling, 'store'>,
): Promise<void> {
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

  async function* rows(): AsyncGenerator<RemediationRow> {
    for await (const target of store.targets()) {
      // A clock may have begun before the period, and blindness may lie in between: all of the history counts.
      for await (const failure of failures(intervals(store.transitions(target, to), { from: '', to }))) {
        if (failure.until === null || failure.until > from)
          yield remediationRow(failure, byRun.get(failure.firstRun) ?? null, exceptions, to);
      }
    }
  }
  await out.table(
    'remediation/remediation.csv',
    [
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
      'endedByRun',
      'reason',
    ],
    rows(),
  );
}
