import type { Exception } from '../../domain/exception.ts';
import type { BundleFolder } from '../folder.ts';
import { intervals } from '../intervals.ts';
import { failures } from '../remediation.ts';
import type { BundleSummary } from '../summary.ts';
import { type Bundling, collect } from './bundling.ts';
import { openClocks } from './remediation.ts';
import { type About, openResults } from './results.ts';

/**
 * Reads each target's history once, from its beginning: a clock may have begun before the period. Writes from it what
 * was found and what was mended when.
 * @returns what failed, for the summary
 */
export async function writeFindings(
  out: BundleFolder,
  about: Omit<About, 'rules' | 'targets'>,
  exceptions: readonly Exception[],
  { store, rules }: Pick<Bundling, 'store' | 'rules'>,
): Promise<BundleSummary['deviations']> {
  const { period } = about;
  const targets = await collect(store.targets());
  const results = await openResults(out, { ...about, rules, targets });
  try {
    const clocks = await openClocks(out, period, exceptions, store);
    for (const target of targets) {
      const history = intervals(store.transitions(target, period.to));
      for await (const failure of failures(results.write(history))) await clocks.add(failure);
    }
    await clocks.close();
    return await results.close();
  } finally {
    results.remove();
  }
}
