import type { Finding, Transition } from '../domain/finding.ts';
import type { Clock, Store } from '../domain/ports.ts';
import { daysAfter } from '../domain/remediation.ts';
import type { AnyRule } from '../domain/rule.ts';
import { targetId } from '../domain/target.ts';
import { type AsffFinding, asffFinding, type Hub, type Stated } from './machine/asff.ts';

/** Takes findings into Security Hub. */
export interface FindingImporter {
  /** @returns what was not taken, however often it was tried: ids with the reason */
  import(findings: readonly AsffFinding[]): Promise<readonly string[]>;
}

/** What exporting needs. */
export interface Exporting {
  readonly store: Pick<Store, 'failing' | 'transitionsBetween'>;
  readonly importer: FindingImporter;
  readonly rules: readonly AnyRule[];
  readonly hub: Hub;
  readonly clock: Clock;
}

/** What became of the findings. */
export interface Exported {
  readonly failing: number;
  readonly ended: number;
}

/** Findings that are passed on at once. https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_BatchImportFindings.html */
const BATCH = 100;
/** So long a failure that ended is told again with each run: an export that failed is made good by the next ones. */
const TOLD_AGAIN_DAYS = 7;

/**
 * Brings Security Hub in step after a run: everything that fails now, which also keeps it from being dropped there as
 * stale, and what stopped failing in the last days. What always passed is not told.
 * @throws Error naming findings that were not taken; all others are there
 */
export async function exportFindings({ store, importer, rules, hub, clock }: Exporting): Promise<Exported> {
  const known = new Map(rules.map((rule) => [rule.id, rule]));
  const counted = { failing: 0, ended: 0 };
  const refused: string[] = [];
  let batch: AsffFinding[] = [];
  const pass = async (): Promise<void> => {
    if (batch.length > 0) refused.push(...(await importer.import(batch)));
    batch = [];
  };
  const tell = async (stated: Stated, what: keyof Exported): Promise<void> => {
    batch.push(asffFinding(stated, known.get(stated.rule) ?? null, hub, clock().toISOString()));
    counted[what] += 1;
    if (batch.length === BATCH) await pass();
  };

  const now = clock().toISOString();
  const last = new Map<string, Transition>();
  for await (const transition of store.transitionsBetween(daysAfter(now, -TOLD_AGAIN_DAYS), now))
    last.set(`${targetId(transition)} ${transition.rule} ${transition.resource}`, transition);
  for (const transition of last.values())
    if (mayHaveFailed(transition)) await tell(ended(transition), 'ended');
  for await (const finding of store.failing()) await tell(failing(finding), 'failing');
  await pass();
  if (refused.length > 0)
    throw new Error(
      `Security Hub did not take ${refused.length} findings: ${refused.slice(0, 5).join('; ')}`,
    );
  return counted;
}

/** It fails no longer; of what could not be seen before, nobody knows. */
const mayHaveFailed = ({ from, to }: Transition): boolean =>
  to !== 'FAIL' && (from === 'FAIL' || from === 'NOT_EVALUATED');

const ended = ({ to, at, ...transition }: Transition): Stated => ({ ...transition, verdict: to, since: at });
const failing = (finding: Finding): Stated => finding;
