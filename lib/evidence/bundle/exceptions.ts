import { asOf, type Exception } from '../../domain/exception.ts';
import { EXCEPTION_COLUMNS, exceptionRow, MATCH_COLUMNS, matchRows } from '../exceptions.ts';
import type { BundleFolder } from '../folder.ts';
import { type Period, touches } from '../intervals.ts';
import { pinnedObject } from '../record.ts';
import type { Bundling } from './bundling.ts';

/** What was written of exceptions. */
export interface WrittenExceptions {
  /** All there were at the end of the period, as they were then. */
  readonly exceptions: readonly Exception[];
  readonly faults: readonly string[];
}

/**
 * The exceptions that were asked for or could count within the period, what met the conditions of those that have one,
 * and the signed record of each of their steps.
 */
export async function writeExceptions(
  out: BundleFolder,
  { from, to }: Period,
  { store, evidence, rules }: Pick<Bundling, 'store' | 'evidence' | 'rules'>,
): Promise<WrittenExceptions> {
  const exceptions: Exception[] = [];
  for await (const exception of store.exceptions()) {
    const then = asOf(exception, to);
    if (then) exceptions.push(then);
  }
  const faults: string[] = [];
  const within = exceptions.filter(({ terms, revoked }) => (revoked?.at ?? terms.expiry) >= from);
  await out.table(
    'exceptions/exceptions.csv',
    EXCEPTION_COLUMNS,
    within.map((exception) => exceptionRow(exception, to, from)),
  );
  await out.table(
    'exceptions/matches.csv',
    MATCH_COLUMNS,
    within.flatMap((exception) => matchRows(exception, to).filter((row) => touches(row, from))),
  );
  const controls = new Map(rules.map((rule) => [rule.id, rule.controls]));
  for (const { terms, requested, approved, revoked } of within) {
    const about = { controls: controls.get(terms.covers.rule) ?? [] };
    for (const step of [requested, approved, revoked]) {
      const file = await pinnedObject(step?.file ?? null, evidence, faults);
      if (file) await out.copy(`exceptions/signed/${file.key.slice('exceptions/'.length)}`, file, about);
    }
  }
  return { exceptions, faults };
}
