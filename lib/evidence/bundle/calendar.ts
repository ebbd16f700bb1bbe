import type { BundleFolder } from '../folder.ts';
import type { History } from '../history.ts';

/** Every day of the period: whether its run was held, and how much of what was in scope it saw. */
export async function writeCalendar(out: BundleFolder, { coverage, hashes }: History): Promise<void> {
  await out.table(
    'gaps/calendar.csv',
    ['day', 'runs', 'status', 'expected', 'scanned', 'notEvaluated', 'scope', 'ruleSet'],
    coverage.days.map(({ date, runs, status, expected, scanned, held }) => ({
      day: date,
      runs: runs.filter((run) => run.status !== 'missed').length,
      status,
      expected,
      scanned,
      notEvaluated: held?.counts.NOT_EVALUATED ?? '',
      ...(held && hashes.get(held.sequence)),
    })),
  );
}
