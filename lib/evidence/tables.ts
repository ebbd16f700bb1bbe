import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Exception } from '../domain/exception.ts';
import type { Run } from '../domain/run.ts';
import { writeAbout } from './bundle/about.ts';
import { writeAccessReviews } from './bundle/access-reviews.ts';
import { writeAlerts } from './bundle/alerts.ts';
import { type Bundling, collect } from './bundle/bundling.ts';
import { writeCalendar } from './bundle/calendar.ts';
import { type Chain, writeChain } from './bundle/chain.ts';
import { writeControls } from './bundle/controls.ts';
import { writeCoverage } from './bundle/coverage.ts';
import { writeExceptions } from './bundle/exceptions.ts';
import { writeFindings } from './bundle/findings.ts';
import { writeOccurrences } from './bundle/occurrences.ts';
import { writeReviews } from './bundle/reviews.ts';
import { writeScope } from './bundle/scope.ts';
import { writeSignatures } from './bundle/signatures.ts';
import { daysOf } from './days.ts';
import { BundleFolder } from './folder.ts';
import { History } from './history.ts';
import { type Span, type Subject, subjectOf } from './period.ts';
import { type BundleSummary, Tallies } from './summary.ts';
import { warnings } from './warnings.ts';

/** What was written from the record, and what that comes to. */
export interface Tables {
  readonly summary: BundleSummary;
  readonly history: History;
  readonly chain: Chain;
  /** As they were at the end of the period. */
  readonly exceptions: readonly Exception[];
}

/** Writes what the record says of a period: everything in a bundle that is not made from other files of it. */
export async function writeTables(out: BundleFolder, subject: Subject, bundling: Bundling): Promise<Tables> {
  const { type, period } = subject;
  const runs = await collect(bundling.store.runs(period.from, period.to));
  const history = new History(daysOf(runs, period));
  const chain = await writeChain(out, runs, bundling, (run) => history.add(run));
  history.close();
  const scope = await writeScope(out, runs, history);
  await writeCalendar(out, history);
  const tallies = new Tallies();
  const accepted = await writeExceptions(out, period, bundling);
  const about = { period, criteria: scope.criteria, tallies };
  const deviations = await writeFindings(out, about, accepted.exceptions, bundling);
  await writeAlerts(out, period, bundling);
  const blind = await writeCoverage(out, history.coverage, accepted.exceptions);
  await writeControls(out, scope, tallies, bundling.rules);
  await writeOccurrences(out, scope, history, bundling.rules, blind);
  const aboutFaults = await writeAbout(out, subject, runs, history.latest, chain, bundling);
  const signatureFaults = await writeSignatures(out, period, bundling);
  const reviewFaults = await writeAccessReviews(out, runs, bundling);
  const held = await writeReviews(out, period, history, bundling);

  const count = (status: Run['status']) => runs.filter((run) => run.status === status).length;
  const criteria = tallies.criteria(scope.criteria, bundling.rules);
  const summary: BundleSummary = {
    organization: scope.organization,
    type,
    period,
    accounts: scope.accounts,
    runs: {
      complete: count('complete'),
      partial: count('partial'),
      failed: count('failed'),
      missed: count('missed'),
      unsealed: count('open'),
    },
    targets: {
      expected: runs.reduce((sum, { targets }) => sum + targets.expected, 0),
      scanned: runs.reduce((sum, { targets }) => sum + targets.scanned, 0),
    },
    total: tallies.total(),
    criteria,
    deviations,
    faults: [
      ...new Set([
        ...chain.faults,
        ...signatureFaults,
        ...aboutFaults,
        ...reviewFaults,
        ...held.faults,
        ...accepted.faults,
      ]),
    ],
    warnings: warnings({ subject, history, criteria, tallies, rules: bundling.rules, reviews: held.reviews }),
  };
  return { summary, history, chain, exceptions: accepted.exceptions };
}

/**
 * Writes the same to a folder that does not outlive the call, for a question about it. Nothing is signed or kept.
 * @throws RangeError as `buildBundle`
 */
export async function withTables<T>(
  span: Span,
  bundling: Bundling,
  ask: (out: BundleFolder, summary: BundleSummary) => Promise<T>,
): Promise<T> {
  const subject = await subjectOf(span, bundling.clock(), bundling.store);
  const folder = await mkdtemp(join(tmpdir(), 'vouch-tables-'));
  try {
    const out = new BundleFolder(folder);
    const { summary } = await writeTables(out, subject, bundling);
    return await ask(out, summary);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
