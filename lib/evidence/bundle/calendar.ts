import type { BundleFolder } from '../folder.ts';
import type { History } from '../history.ts';

/** Every day of the period: whether its run was held, and how much of what was in scope it saw. */
export async function writeCalendar(out: BundleFolder, { coverage, hashes }: History): Promise<void> {
  await out.table(
    'gaps/calendar.csv',
    ['day', 'runs', 'status', 'expected', 'scanned', 'notEvaluated', 'scope', 'ruleSet'],
    coverage.days.map(({ date, runs, status, expected, scanned, held }) => {
      const last = held.at(-1);
      return {
        day: date,
        runs: runs.length,
        status,
        expected,
        scanned,
        notEvaluated: last?.counts.NOT_EVALUATED ?? '',
        ...(last && hashes.get(last.sequence)),
      };
    }),
  );
}
