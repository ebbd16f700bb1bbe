import type { AccessReview, Decided, Decision, ReviewDetails } from '../domain/access-review.ts';
import type { Run, TargetResult } from '../domain/run.ts';
import { differing, type Reviewed, type ReviewRow, reviewRows, unlisted } from './access-review.ts';
import { evaluationsOf, type Sealed, sealedResults } from './record.ts';
import { isReviewed } from './review.ts';

/** What became of a decision, as later runs saw it. */
export type Fate = 'removed' | 'changed' | 'still there' | 'as reviewed' | 'not seen';

export interface Outcome {
  readonly fate: Fate;
  /** Of what was done, when a run first saw it so; of what was not, when the last run looked. Empty where none did. */
  readonly at: string;
  readonly run: number | '';
  /** What differs, what came back, or why nothing is known. */
  readonly detail: string;
}

/** A decision that somebody has to carry out. */
export interface Due extends Decided {
  readonly review: string;
  /** The run of the review. */
  readonly sequence: number;
}

/** What a decision's account was like in a run; null where nobody can tell. */
interface Sight {
  readonly run: number;
  readonly at: string;
  /** Null: it is not there. */
  readonly row: ReviewRow | null;
}

/** What proofs are made from. */
export interface Proving {
  /** Sealed runs, oldest first: those of the reviews, and every later one before the end of the period. */
  readonly runs: readonly Run[];
  readonly evidence: Sealed;
  /** Whether a run looked for a type at all: a rule that nobody applies lists nobody. */
  looked(type: string, run: Run): boolean;
  /** The run in which a principal was first missed after another run, where its findings tell; undefined where not. */
  leftAt(due: Due): number | undefined;
}

/** Asks for runs by their place, and is told what they saw. */
type Question = Generator<number, Outcome, Sight | null>;

const NOT_SEEN: Outcome = {
  fate: 'not seen',
  at: '',
  run: '',
  detail: 'no later run of the period could list it',
};

/**
 * What became of decisions, by the sealed record alone. Every question looks at few runs: what it asks for next depends
 * on what it was told. All questions are asked side by side, so that a run is opened once for all that want it.
 * @param faults gets what is not in the bucket as it was sealed
 */
export async function prove(
  dues: readonly Due[],
  proving: Proving,
  faults: string[],
): Promise<ReadonlyMap<Due, Outcome>> {
  const outcomes = new Map<Due, Outcome>();
  let asked = dues.map((due) => ({ due, question: ask(due, proving), sight: null as Sight | null }));
  while (asked.length > 0) {
    const byRun = new Map<Run, typeof asked>();
    for (const one of asked) {
      const { value, done } = one.question.next(one.sight);
      if (done) outcomes.set(one.due, value);
      const run = done ? undefined : proving.runs[value];
      if (run) byRun.set(run, [...(byRun.get(run) ?? []), one]);
    }
    asked = [];
    for (const [run, those] of byRun) {
      const sights = await look(
        run,
        those.map(({ due }) => due),
        proving,
        faults,
      );
      asked.push(...those.map((one) => ({ ...one, sight: sights.get(one.due) ?? null })));
    }
  }
  return outcomes;
}

/** What a run saw of the principals that decisions are about. */
async function look(
  run: Run,
  dues: readonly Due[],
  { evidence, looked }: Proving,
  faults: string[],
): Promise<ReadonlyMap<Due, Sight | null>> {
  const byAccount = new Map<string, Due[]>();
  for (const due of dues) byAccount.set(due.account, [...(byAccount.get(due.account) ?? []), due]);
  const results = (await sealedResults(run, evidence, faults)) ?? [];
  const sights = new Map<Due, Sight | null>();
  for (const result of results) {
    const theirs = isReviewed(result) && result.scanned ? byAccount.get(result.account) : undefined;
    if (!theirs) continue;
    const rows = await rowsOf(result, evidence, faults);
    const blind = rows && unlisted(rows);
    for (const due of theirs) {
      const listed = blind && !blind.has(due.type as Reviewed) && looked(due.type, run);
      const row = rows?.find(({ type, resource }) => type === due.type && resource === due.resource) ?? null;
      // Of a principal that is there and was not read in full nobody knows whether it has changed.
      const told = listed && (due.decision === 'remove' || row === null || row.missing === '');
      sights.set(due, told ? { run: run.sequence, at: result.startedAt, row } : null);
    }
  }
  return sights;
}

/** Null where the evaluations are lost: an empty list would read as if everybody had gone. */
async function rowsOf(
  result: TargetResult,
  evidence: Sealed,
  faults: string[],
): Promise<readonly ReviewRow[] | null> {
  const before = faults.length;
  const rows = reviewRows(await evaluationsOf(result, evidence, faults));
  return faults.length > before ? null : rows;
}

/** Finds out what became of a decision: the last run that can tell says whether it is done, earlier ones since when. */
function* ask(due: Due, { runs, leftAt }: Proving): Question {
  const first = runs.findIndex(({ sequence }) => sequence === due.sequence);
  const was = yield first;
  if (!was?.row) return { ...NOT_SEEN, detail: 'it was not read in full when it was reviewed' };
  const reviewed = was.row;
  const done = ({ row }: Sight): boolean =>
    row === null || (due.decision === 'change' && differing(reviewed, row).length > 0);

  let end = runs.length - 1;
  let last: Sight | null = null;
  for (; end > first && last === null; end -= last ? 0 : 1) last = yield end;
  if (!last) return NOT_SEEN;
  const left = due.decision === 'remove' ? yield* gone(first, end, leftAt(due), runs) : null;
  const now = left ?? (done(last) ? yield* since(first, end, last, done) : last);
  const again = left && last.row ? `there again: run ${last.run} saw it at ${last.at}` : '';
  return outcome(due.decision, now, reviewed, again);
}

/** The run that saw that a principal had gone, where its findings tell which one that is. */
function* gone(
  first: number,
  end: number,
  sequence: number | undefined,
  runs: readonly Run[],
): Generator<number, Sight | null, Sight | null> {
  if (sequence === undefined) return null;
  for (let place = first + 1; place <= end; place += 1) {
    if ((runs[place]?.sequence ?? 0) < sequence) continue;
    const sight = yield place;
    if (sight) return sight.row === null ? sight : null;
  }
  return null;
}

/** Halves the time between a run that saw it undone and one that saw it done, until none lies between that can tell. */
function* since(
  undone: number,
  done: number,
  sight: Sight,
  is: (sight: Sight) => boolean,
): Generator<number, Sight, Sight | null> {
  let [from, to, found] = [undone, done, sight];
  while (to - from > 1) {
    const middle = Math.floor((from + to) / 2);
    const upwards = Array.from({ length: to - middle }, (_, index) => middle + index);
    const downwards = Array.from({ length: middle - from - 1 }, (_, index) => middle - 1 - index);
    let [place, seen]: [number, Sight | null] = [middle, null];
    for (place of [...upwards, ...downwards]) {
      seen = yield place;
      if (seen) break;
    }
    if (!seen) return found;
    if (is(seen)) [to, found] = [place, seen];
    else from = place;
  }
  return found;
}

function outcome(decision: Decision, { run, at, row }: Sight, reviewed: ReviewRow, again: string): Outcome {
  if (row === null) return { fate: 'removed', at, run, detail: again };
  // What was not read differs from what was, and says nothing.
  const read = reviewed.missing === '' && row.missing === '';
  const detail = read ? differing(reviewed, row).join(' ') : '';
  if (decision === 'remove') return { fate: 'still there', at, run, detail };
  return { fate: detail === '' ? 'as reviewed' : 'changed', at, run, detail };
}

/** The decisions of a review that somebody has to carry out. */
export const dueOf = (
  { id, run }: Pick<AccessReview, 'id' | 'run'>,
  { decisions }: ReviewDetails,
): readonly Due[] =>
  decisions
    .filter(({ decision }) => decision !== 'keep')
    .map((decided) => ({ ...decided, review: id, sequence: run.sequence }));
