import { acceptedTimes, type Exception } from '../domain/exception.ts';
import { codeIn } from '../domain/observed.ts';
import type { Run } from '../domain/run.ts';
import { type Target, targetId } from '../domain/target.ts';
import type { Coverage, CoveredDay, Hole } from './coverage.ts';

/** Consecutive days with one cause. `*` stands for everything that was expected. */
export interface Gap extends Hole, Target {
  readonly rule: string;
  readonly fromDay: string;
  /** Included. */
  readonly toDay: string;
  readonly days: number;
  /** The first and the last run that began on these days; empty where none did. */
  readonly runs: string;
  /** Findings that were not evaluated, on the day with the most; null where a whole target or rule is missing. */
  readonly findings: number | null;
  /** Ids of the exceptions that accept every one of these findings; empty where one is not accepted. */
  readonly accepted: string;
}

/** A stretch in which a finding was not evaluated. */
export interface Blindness extends Target {
  readonly rule: string;
  readonly resource: string;
  readonly firstRun: number;
  readonly endedByRun: number | null;
  readonly reason: string;
}

type DayHole = Hole & Partial<Pick<Gap, 'findings' | 'accepted'>>;

const ANY = '*';
const EVERYTHING = { account: ANY, region: ANY };

/**
 * Everything that is missing, by account, Region, rule and day; the message is that of the first day. What is missing
 * for several causes counts for the first of: the run, the target, the rule in force, what it could not evaluate. Only
 * rows that name no target may overlap with others: those of rules that were not in force in any.
 * @param coverage with all of its runs
 * @param blindness sorted by target, then by rule
 * @param exceptions as they were at the end of the period
 */
export async function* gaps(
  coverage: Coverage,
  blindness: AsyncIterable<Blindness>,
  exceptions: readonly Exception[],
): AsyncGenerator<Gap> {
  const { days } = coverage;
  const targets = coverage.targets();
  if (targets.length === 0) yield* segments(days, EVERYTHING, ANY, (day) => days[day]?.hole ?? null);
  for (const rule of coverage.rules())
    yield* segments(days, EVERYTHING, rule, (day) => (days[day]?.hole ? null : coverage.rule(rule, day)));

  let next = 0;
  function* through(last: string): Generator<Gap> {
    for (let target = targets[next]; target && targetId(target) <= last; target = targets[next]) {
      const here = target;
      yield* segments(days, here, ANY, (day) => coverage.target(here, day));
      next += 1;
    }
  }
  for await (const spot of spots(coverage, blindness, exceptions)) {
    yield* through(targetId(spot));
    const holes = spot.holes();
    yield* segments(days, spot, spot.rule, (day) => holes.get(day) ?? null);
  }
  yield* through('~');
}

/** Puts consecutive days with the same hole together. Days on which no run is due do not count. */
function segments(
  days: readonly CoveredDay[],
  where: Target,
  rule: string,
  holeOn: (day: number) => DayHole | null,
): readonly Gap[] {
  const all: { readonly hole: DayHole; readonly days: CoveredDay[]; findings: number | null }[] = [];
  let before: DayHole | null = null;
  for (const [index, day] of days.entries()) {
    const hole: DayHole | null = day.due ? holeOn(index) : null;
    if (hole && !(before && sameHole(before, hole))) all.push({ hole, days: [], findings: null });
    const open = hole && all.at(-1);
    if (open) {
      open.days.push(day);
      if (hole.findings) open.findings = Math.max(open.findings ?? 0, hole.findings);
    }
    before = hole;
  }
  return all.map(({ hole: { cause, code, message, accepted = '' }, days: theirs, findings }) => {
    const runs = theirs.flatMap((day) => day.runs.map(({ sequence }) => sequence));
    return {
      account: where.account,
      region: where.region,
      rule,
      fromDay: theirs[0]?.date ?? '',
      toDay: theirs.at(-1)?.date ?? '',
      days: theirs.length,
      cause,
      code,
      message,
      runs: [...new Set([runs[0], runs.at(-1)])].filter((run) => run !== undefined).join('-'),
      findings,
      accepted,
    };
  });
}

const sameHole = (a: DayHole, b: DayHole): boolean =>
  a.cause === b.cause && a.code === b.code && a.accepted === b.accepted;

/** What one rule could not evaluate in one target, day by day. */
interface Spot extends Target {
  readonly rule: string;
  holes(): ReadonlyMap<number, DayHole>;
}

/** Days, not findings, are kept: there may be a great many of the latter. */
async function* spots(
  coverage: Coverage,
  blindness: AsyncIterable<Blindness>,
  exceptions: readonly Exception[],
): AsyncGenerator<Spot> {
  let spot: Collecting | null = null;
  let here = '';
  let scanned: readonly Scanned[] = [];
  for await (const blind of blindness) {
    if (!spot?.isOf(blind)) {
      if (spot) yield spot;
      if (here !== targetId(blind)) scanned = scannedDays(coverage, blind);
      here = targetId(blind);
      const applied = scanned.filter(({ index }) => !coverage.rule(blind.rule, index));
      spot = new Collecting(blind, applied, exceptions);
    }
    spot.add(blind);
  }
  if (spot) yield spot;
}

/** A day on which a target was scanned, by its place in the days, with the run that did. */
interface Scanned {
  readonly index: number;
  readonly run: Run;
}

const scannedDays = (coverage: Coverage, target: Target): readonly Scanned[] =>
  coverage.days.flatMap(({ held }, index) =>
    held && !coverage.target(target, index) ? [{ index, run: held }] : [],
  );

interface BlindDay {
  findings: number;
  readonly codes: Set<string>;
  readonly message: string;
  readonly accepting: Set<string>;
  open: boolean;
}

class Collecting implements Spot {
  readonly account: string;
  readonly region: string;
  readonly rule: string;
  readonly #days = new Map<number, BlindDay>();
  /** Days on which the rule was applied to the target: nothing else can be blind. */
  readonly #applied: readonly Scanned[];
  readonly #exceptions: readonly Exception[];

  constructor(
    { account, region, rule }: Blindness,
    applied: readonly Scanned[],
    exceptions: readonly Exception[],
  ) {
    this.account = account;
    this.region = region;
    this.rule = rule;
    this.#applied = applied;
    this.#exceptions = exceptions.filter(({ terms }) => terms.covers.rule === rule);
  }

  isOf({ account, region, rule }: Blindness): boolean {
    return this.rule === rule && this.account === account && this.region === region;
  }

  add(blind: Blindness): void {
    const { firstRun, endedByRun, reason } = blind;
    const code = codeIn(reason);
    const accepting = this.#exceptions.flatMap((exception) =>
      acceptedTimes(exception, blind).map((time) => ({ id: exception.id, ...time })),
    );
    for (const { index, run } of this.#applied) {
      if (run.sequence < firstRun || (endedByRun !== null && run.sequence >= endedByRun)) continue;
      const day = this.#days.get(index) ?? {
        findings: 0,
        codes: new Set(),
        message: reason,
        accepting: new Set(),
        open: false,
      };
      day.findings += 1;
      day.codes.add(code);
      const at = run.startedAt;
      const ids = accepting.filter(({ from, to }) => from <= at && at < to).map(({ id }) => id);
      if (ids.length === 0) day.open = true;
      for (const id of ids) day.accepting.add(id);
      this.#days.set(index, day);
    }
  }

  holes(): ReadonlyMap<number, DayHole> {
    return new Map(
      [...this.#days].map(([index, { findings, codes, message, accepting, open }]) => [
        index,
        {
          cause: 'not evaluated',
          code: [...codes].sort().join('; '),
          message,
          findings,
          accepted: open ? '' : [...accepting].sort().join(' '),
        },
      ]),
    );
  }
}
