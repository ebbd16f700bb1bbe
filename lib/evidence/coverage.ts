import type { Plan, Run, TargetResult } from '../domain/run.ts';
import { type Target, targetId } from '../domain/target.ts';
import { type Day, dateOf } from './days.ts';

/** A run with what lies under its seal; null where there is none, and where it cannot be read. */
export interface SealedRun {
  readonly run: Run;
  readonly plan: Plan | null;
  readonly results: readonly TargetResult[] | null;
}

/** Why something that was expected on a day is not there. */
export type Cause =
  | 'no run'
  | 'missed run'
  | 'failed run'
  | 'run not sealed'
  | 'evidence lost'
  | 'target not scanned'
  | 'not in scope'
  | 'rule not in force'
  | 'not evaluated';

/** What is missing. `code` is the error's kind and the action that met it, or how it came about; it may be empty. */
export interface Hole {
  readonly cause: Cause;
  readonly code: string;
  readonly message: string;
}

/** What a day has to show. Of several runs the best one counts: a complete one, or the later of two alike. */
export interface CoveredDay {
  readonly date: string;
  readonly due: boolean;
  /** What became of that run: `lost` where its plan or its results cannot be read. */
  readonly status: Run['status'] | 'none' | 'lost' | 'not due';
  /** Every run of the day, oldest first; missed ones, which are sealed too, included. */
  readonly runs: readonly Run[];
  /** The run that counts, if it has results. */
  readonly held: Run | null;
  /** Targets in its scope, and those of them that it scanned. */
  readonly expected: number;
  readonly scanned: number;
  /** What is missing of the whole day. */
  readonly hole: Hole | null;
}

/** For each rule the dates on which it could not evaluate something. */
export type BlindDays = ReadonlyMap<string, ReadonlySet<string>>;

/** What became of a daily control on a day: `held` by all that was in scope, `partial` by some of it. */
type Occurrence = 'held' | 'partial' | 'missed';

/** What held over days, kept as its changes: most things never change. */
class Course {
  readonly #changes: { readonly day: number; readonly hole: Hole | null }[] = [];

  /** @param before what held before the day on which it was first known */
  constructor(before: Hole) {
    this.#changes.push({ day: 0, hole: before });
  }

  /** Says what holds from a day on. */
  set(day: number, hole: Hole | null): void {
    const last = this.at(day);
    if (last?.cause !== hole?.cause || last?.code !== hole?.code || last?.message !== hole?.message)
      this.#changes.push({ day, hole });
  }

  at(day: number): Hole | null {
    return this.#changes.findLast((change) => change.day <= day)?.hole ?? null;
  }
}

type Held = SealedRun & { readonly plan: Plan; readonly results: readonly TargetResult[] };
const isHeld = (sealed: SealedRun): sealed is Held => sealed.plan !== null && sealed.results !== null;

const GRADES: readonly Run['status'][] = ['failed', 'partial', 'complete'];
/** How much a run tells of its day. */
const grade = (sealed: SealedRun): number => (isHeld(sealed) ? 1 + GRADES.indexOf(sealed.run.status) : 0);

const hole = (cause: Cause, code: string, message: string): Hole => ({ cause, code, message });
const NO_RUN = hole('no run', '', 'no run is recorded');
const NEVER_IN_SCOPE = hole('not in scope', '', 'it was in no run of the period');
const NEVER_IN_FORCE = hole('rule not in force', '', 'it was in no run of the period');

/** What is missing where a run has no results. */
function withoutResults({ run, plan }: SealedRun): Hole {
  const { status, sequence, reason } = run;
  if (status === 'open') return hole('run not sealed', '', `run ${sequence} is not sealed`);
  if (status === 'missed') return hole('missed run', '', reason ?? '');
  if (status === 'failed' && !plan) return hole('failed run', '', reason ?? '');
  const what = plan ? 'results' : 'plan';
  return hole('evidence lost', what, `the ${what} of run ${sequence} cannot be read from the bucket`);
}

/** Why a target that was in scope is not any more. */
function absence({ account, region }: Target, { accounts, excluded }: Plan): Hole {
  const out = excluded.find(({ id }) => id === account);
  if (out) return hole('not in scope', 'excluded', out.reason);
  return accounts.some(({ id }) => id === account)
    ? hole('not in scope', 'left', `${region} is no longer among the Regions of the account`)
    : hole('not in scope', 'left', 'the account is no longer in the Organization');
}

/** The target that an id names. */
function targetOf(id: string): Target {
  const [account = '', region = ''] = id.split('/');
  return { account, region };
}

/** What was there of every target and rule on every day. Runs are added in their order, then it is closed. */
export class Coverage {
  readonly days: readonly CoveredDay[];
  readonly #days: { -readonly [K in keyof CoveredDay]: CoveredDay[K] }[];
  readonly #index: ReadonlyMap<string, number>;
  readonly #targets = new Map<string, Course>();
  readonly #rules = new Map<string, Course>();
  #today: SealedRun | null = null;

  constructor(days: readonly Day[]) {
    this.#days = days.map((day) => ({
      ...day,
      status: day.due ? 'none' : 'not due',
      held: null,
      expected: 0,
      scanned: 0,
      hole: NO_RUN,
    }));
    this.days = this.#days;
    this.#index = new Map(days.map(({ date }, index) => [date, index]));
  }

  add(sealed: SealedRun): void {
    const before = this.#today;
    if (before && dateOf(before.run.startedAt) !== dateOf(sealed.run.startedAt)) this.close();
    if (!this.#today || grade(sealed) >= grade(this.#today)) this.#today = sealed;
  }

  /** Ends the day under way. */
  close(): void {
    const today = this.#today;
    const index = today ? this.#index.get(dateOf(today.run.startedAt)) : undefined;
    const day = index === undefined ? undefined : this.#days[index];
    this.#today = null;
    if (!today || !day || index === undefined) return;
    if (!isHeld(today)) {
      day.hole = withoutResults(today);
      day.status = day.hole.cause === 'evidence lost' ? 'lost' : today.run.status;
      return;
    }
    day.hole = null;
    day.status = today.run.status;
    day.held = today.run;
    this.#closeTargets(index, today, day);
    this.#closeRules(index, today);
  }

  /** Every target that was in scope on any day, sorted. */
  targets(): readonly Target[] {
    return [...this.#targets.keys()].sort().map(targetOf);
  }

  /** Every rule that was in force on any day, sorted. */
  rules(): readonly string[] {
    return [...this.#rules.keys()].sort();
  }

  /** What is missing of a target on a day, which is given by its place in `days`. */
  target(target: Target, day: number): Hole | null {
    const known = this.#targets.get(targetId(target));
    return this.days[day]?.hole ?? (known ? known.at(day) : NEVER_IN_SCOPE);
  }

  /** The same of a rule, in every target. */
  rule(rule: string, day: number): Hole | null {
    const known = this.#rules.get(rule);
    return this.days[day]?.hole ?? (known ? known.at(day) : NEVER_IN_FORCE);
  }

  /**
   * How a control was held on a day.
   * @param rules those that test it
   * @param blind days on which something of a rule was not evaluated
   */
  occurrence(index: number, rules: readonly string[], blind: BlindDays): Occurrence {
    const day = this.days[index];
    const applied = rules.filter((rule) => !this.rule(rule, index));
    if (!day || day.scanned === 0 || applied.length === 0) return 'missed';
    const { date, expected, scanned } = day;
    return scanned < expected || applied.some((rule) => blind.get(rule)?.has(date)) ? 'partial' : 'held';
  }

  #closeTargets(
    index: number,
    { run, plan, results }: Held,
    day: { expected: number; scanned: number },
  ): void {
    const cause = run.status === 'failed' ? 'failed run' : 'target not scanned';
    const today = new Map<string, Hole | null>();
    for (const target of plan.targets)
      today.set(targetId(target), hole(cause, '', 'no result of it is under the seal'));
    for (const { scanned, unreachable, ...target } of results) {
      const code = unreachable ? `${unreachable.kind} ${unreachable.action}` : '';
      today.set(targetId(target), scanned ? null : hole(cause, code, unreachable?.message ?? ''));
    }
    const first = hole('not in scope', 'new', `run ${run.sequence} is the first with it`);
    for (const [id, now] of today) {
      const course = this.#targets.get(id) ?? new Course(first);
      course.set(index, now);
      this.#targets.set(id, course);
      day.expected += 1;
      if (!now) day.scanned += 1;
    }
    for (const [id, course] of this.#targets)
      if (!today.has(id)) course.set(index, absence(targetOf(id), plan));
  }

  #closeRules(index: number, { run, plan }: Held): void {
    const inForce = new Set(plan.rules.map(({ id }) => id));
    const first = hole('rule not in force', 'new', `run ${run.sequence} is the first with it`);
    for (const id of inForce) if (!this.#rules.has(id)) this.#rules.set(id, new Course(first));
    const removed = hole('rule not in force', 'removed', 'the rule is no longer applied');
    for (const [id, course] of this.#rules) course.set(index, inForce.has(id) ? null : removed);
  }
}
