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

/** What a day has to show. */
export interface CoveredDay {
  readonly date: string;
  readonly due: boolean;
  /** The best that came of the day's runs. */
  readonly status: Run['status'] | 'none' | 'lost' | 'not due';
  /** Runs that began within the period, oldest first; missed ones, which never began, are left out. */
  readonly runs: readonly Run[];
  /** Those of them whose plan and results are there. */
  readonly held: readonly Run[];
  /** Targets in scope, and those of them that were scanned. */
  readonly expected: number;
  readonly scanned: number;
  /** What is missing of the whole day. */
  readonly hole: Hole | null;
}

/** For each rule the dates on which it could not evaluate something. */
export type BlindDays = ReadonlyMap<string, ReadonlySet<string>>;

/** What became of a daily control on a day: `held` by all that was in scope, `partial` by some of it. */
export type Occurrence = 'held' | 'partial' | 'missed';

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

/** What was there of every target and rule on every day. Runs are added in their order, then it is closed. */
export class Coverage {
  readonly days: readonly CoveredDay[];
  readonly #days: { -readonly [K in keyof CoveredDay]: CoveredDay[K] }[];
  readonly #index: ReadonlyMap<string, number>;
  readonly #targets = new Map<string, { readonly target: Target; readonly course: Course }>();
  readonly #rules = new Map<string, Course>();
  #today: SealedRun[] = [];

  constructor(days: readonly Day[]) {
    this.#days = days.map(({ date, due, runs }) => ({
      date,
      due,
      status: due ? 'none' : 'not due',
      runs: runs.filter(({ status }) => status !== 'missed'),
      held: [],
      expected: 0,
      scanned: 0,
      hole: NO_RUN,
    }));
    this.days = this.#days;
    this.#index = new Map(days.map(({ date }, index) => [date, index]));
  }

  add(sealed: SealedRun): void {
    const date = dateOf(sealed.run.startedAt);
    if (this.#today[0] && dateOf(this.#today[0].run.startedAt) !== date) this.close();
    this.#today.push(sealed);
  }

  /** Ends the day under way. */
  close(): void {
    const last = this.#today.at(-1);
    const index = last && this.#index.get(dateOf(last.run.startedAt));
    const day = index === undefined ? undefined : this.#days[index];
    const held = this.#today.filter(isHeld);
    const missing = last && withoutResults(last);
    this.#today = [];
    if (!missing || !day || index === undefined) return;
    day.held = held.map(({ run }) => run);
    const best = (['complete', 'partial', 'failed'] as const).find((status) =>
      held.some(({ run }) => run.status === status),
    );
    day.status = best ?? (missing.cause === 'evidence lost' ? 'lost' : last.run.status);
    day.hole = best ? null : missing;
    if (held.length === 0) return;
    this.#closeTargets(index, held, day);
    this.#closeRules(index, held);
  }

  /** Every target that was in scope on any day, sorted. */
  targets(): readonly Target[] {
    return [...this.#targets.keys()].sort().flatMap((id) => this.#targets.get(id)?.target ?? []);
  }

  /** Every rule that was in force on any day, sorted. */
  rules(): readonly string[] {
    return [...this.#rules.keys()].sort();
  }

  /** What is missing of a target on a day, which is given by its place in `days`. */
  target(target: Target, day: number): Hole | null {
    const known = this.#targets.get(targetId(target));
    return this.days[day]?.hole ?? (known ? known.course.at(day) : NEVER_IN_SCOPE);
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

  #closeTargets(index: number, held: readonly Held[], day: { expected: number; scanned: number }): void {
    const today = new Map<string, { readonly target: Target; readonly hole: Hole | null }>();
    // A target is there if any run of the day scanned it; else the last one says why not.
    const note = ({ account, region }: Target, what: Hole | null): void => {
      const id = `${account}/${region}`;
      if (today.get(id)?.hole !== null) today.set(id, { target: { account, region }, hole: what });
    };
    for (const { run, plan, results } of held) {
      const cause = run.status === 'failed' ? 'failed run' : 'target not scanned';
      for (const target of plan.targets) note(target, hole(cause, '', 'no result of it is under the seal'));
      for (const result of results) {
        const { kind = '', action = '', message = '' } = result.unreachable ?? {};
        note(result, result.scanned ? null : hole(cause, `${kind} ${action}`.trim(), message));
      }
    }
    const first = hole('not in scope', 'new', `run ${held[0]?.run.sequence} is the first with it`);
    for (const [id, now] of today) {
      const { target, course } = this.#targets.get(id) ?? { target: now.target, course: new Course(first) };
      course.set(index, now.hole);
      this.#targets.set(id, { target, course });
      day.expected += 1;
      if (!now.hole) day.scanned += 1;
    }
    for (const [id, { target, course }] of this.#targets)
      for (const { plan } of held.slice(-1)) if (!today.has(id)) course.set(index, absence(target, plan));
  }

  #closeRules(index: number, held: readonly Held[]): void {
    const inForce = new Set(held.flatMap(({ plan }) => plan.rules.map(({ id }) => id)));
    const first = hole('rule not in force', 'new', `run ${held[0]?.run.sequence} is the first with it`);
    for (const id of inForce) if (!this.#rules.has(id)) this.#rules.set(id, new Course(first));
    const removed = hole('rule not in force', 'removed', 'the rule is no longer applied');
    for (const [id, course] of this.#rules) course.set(index, inForce.has(id) ? null : removed);
  }
}
