import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { HEARD } from '#lib/domain/event.ts';
import { findingKey, type Transition, type TransitionKind } from '#lib/domain/finding.ts';
import type { Plan } from '#lib/domain/run.ts';
import { targetId } from '#lib/domain/target.ts';
import type { Verdict } from '#lib/domain/verdict.ts';
import { deployment, type Place, type World } from './support/world.ts';

/**
 * Random histories against an oracle that keeps nothing but snapshots: what each day's world looks like to someone who
 * compares it with the day before, having read neither the store nor the comparison.
 */
const PLACES = ['111111111111/eu-west-1', '222222222222/eu-west-1'] as const;
const NAMES = ['a', 'b', 'c'] as const;
const EPOCH = Date.parse('2026-11-01T06:00:00Z');
const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

/** What one thing, or what is around it, is like. */
type Thing = 'right' | 'wrong' | 'absent' | 'unreadable';
type Sight = 'open' | 'unlistable' | 'refused';
type Nature = { readonly things: Record<string, Thing>; sight: Sight };

/** What was seen of a place: each resource's verdict, with the last one before blindness. */
type Snapshot = Map<string, { readonly verdict: Verdict; readonly before: Verdict | null }>;

interface Model {
  readonly nature: Record<string, Nature>;
  readonly seen: Record<string, Snapshot>;
  readonly expected: string[];
  /** The rule's parameter, and the one that each place was judged with the last time. */
  lenient: boolean;
  readonly judged: Record<string, boolean>;
  day: number;
}

type Real = ReturnType<typeof deployment>;

function placeOf({ things, sight }: Nature): Place {
  if (sight === 'refused') return { things: {}, refused: { fault: 'denied' } };
  if (sight === 'unlistable') return { things: { fault: 'throttled' } };
  return {
    things: Object.fromEntries(
      Object.entries(things)
        .filter(([, thing]) => thing !== 'absent')
        .map(([name, thing]) => [
          name,
          thing === 'unreadable' ? { fault: 'failed' as const } : thing === 'right',
        ]),
    ),
  };
}

const worldOf = ({ nature }: Model): World =>
  Object.fromEntries(Object.entries(nature).map(([place, each]) => [place, placeOf(each)]));

const VERDICT: Readonly<Record<Exclude<Thing, 'absent'>, Verdict>> = {
  right: 'PASS',
  wrong: 'FAIL',
  unreadable: 'NOT_EVALUATED',
};

/** What people would call going from one snapshot to the next; `same` says whether the measure stayed. */
function called(
  from: Verdict | null,
  before: Verdict | null,
  to: Verdict | null,
  same: boolean,
): TransitionKind {
  if (to === null) return 'left';
  if (to === 'NOT_EVALUATED') return 'blind-spot';
  if (from === null) return 'baseline';
  if (`${before} ${to}` === 'PASS FAIL') return same ? 'drift' : 'rule-change';
  if (`${before} ${to}` === 'FAIL PASS') return same ? 'restoration' : 'rule-change';
  return 'sight-regained';
}

const line = (
  place: string,
  day: number,
  name: string,
  from: Verdict | null,
  to: Verdict | null,
  kind: string,
) => `${place} ${day} ${name}: ${from} to ${to}, ${kind}`;

/** What a day's scan of a place must leave behind. */
function observe(model: Model, place: string, { things, sight }: Nature): void {
  const old = model.seen[place] ?? new Map();
  const next: Snapshot = new Map();
  const same = (model.judged[place] ?? model.lenient) === model.lenient;
  const note = (name: string, to: Verdict | null, kind?: TransitionKind): void => {
    const from = old.get(name)?.verdict ?? null;
    const before = old.get(name)?.before ?? null;
    if (to !== null) next.set(name, { verdict: to, before: to === 'NOT_EVALUATED' ? before : to });
    if (from !== to)
      model.expected.push(line(place, model.day, name, from, to, kind ?? called(from, before, to, same)));
  };
  if (sight !== 'open') {
    // Nobody knows what is there: what was known goes blind, and `*` stands for what may be.
    for (const name of [...old.keys(), '*']) note(name, 'NOT_EVALUATED');
  } else {
    if (old.has('*')) note('*', null, 'sight-regained');
    for (const name of NAMES) {
      const thing = things[name] ?? 'absent';
      if (thing === 'wrong' && model.lenient) note(name, 'PASS');
      else if (thing !== 'absent') note(name, VERDICT[thing]);
      else if (old.has(name)) note(name, null);
    }
  }
  model.seen[place] = next;
  model.judged[place] = model.lenient;
}

/** What is written of a transition, in the oracle's words. */
const told = ({ account, region, sequence, resource, from, to, kind }: Transition): string =>
  line(`${account}/${region}`, sequence, resource.split(/[/:]/).pop() ?? '', from, to, kind);

async function check(model: Model, real: Real): Promise<void> {
  const stored: Transition[] = [];
  for await (const transition of real.store.transitionsBetween('', '9999')) stored.push(transition);
  expect(stored.map(told).sort()).toEqual([...model.expected].sort());
  for (const place of PLACES)
    expect(
      Object.entries(await real.verdicts(place))
        .map(([name, verdict]) => [name.split(':').pop(), verdict])
        .sort(),
    ).toEqual([...(model.seen[place] ?? [])].map(([name, { verdict }]) => [name, verdict]).sort());
  const heard = (await real.announced()).flatMap(({ detail }) => ('rule' in detail ? [detail.id] : []));
  const ids = stored
    .filter(({ kind }) => kind in HEARD)
    .map((each) => `${each.sequence} ${targetId(each)} ${findingKey(each)}`);
  expect([...heard].sort()).toEqual(ids.sort());
}

class Change implements fc.AsyncCommand<Model, Real> {
  readonly place: string;
  readonly name: string;
  readonly thing: Thing;
  constructor(place: string, name: string, thing: Thing) {
    this.place = place;
    this.name = name;
    this.thing = thing;
  }
  check = () => true;
  async run({ nature }: Model): Promise<void> {
    const here = nature[this.place];
    if (here) here.things[this.name] = this.thing;
  }
  toString = () => `${this.name} in ${this.place} becomes ${this.thing}`;
}

class Look implements fc.AsyncCommand<Model, Real> {
  readonly place: string;
  readonly sight: Sight;
  constructor(place: string, sight: Sight) {
    this.place = place;
    this.sight = sight;
  }
  check = () => true;
  async run({ nature }: Model): Promise<void> {
    const here = nature[this.place];
    if (here) here.sight = this.sight;
  }
  toString = () => `${this.place} becomes ${this.sight}`;
}

class Tune implements fc.AsyncCommand<Model, Real> {
  readonly lenient: boolean;
  constructor(lenient: boolean) {
    this.lenient = lenient;
  }
  check = () => true;
  async run(model: Model, real: Real): Promise<void> {
    model.lenient = this.lenient;
    real.tune(this.lenient);
  }
  toString = () => `the rule becomes ${this.lenient ? 'lenient' : 'strict'}`;
}

/** How a day's run goes wrong: which targets are delivered in which order, how often, and what is delivered late. */
interface Course {
  /** Places in the order of delivery; one may come several times, at once or again. */
  readonly deliveries: readonly string[];
  readonly together: boolean;
  /** The first of these deliveries is stopped after the evidence and before the state was written. */
  readonly killed: boolean;
  /** Something breaks and is mended between plan and scan: nobody can have seen it. */
  readonly flap: { readonly place: string; readonly name: string } | null;
  /** The run's clock is behind the last run: it must not begin. */
  readonly skewed: boolean;
  /** Targets of the run before are delivered once more, after those of this run. */
  readonly late: boolean;
}

let before: Plan | null = null;

class Run implements fc.AsyncCommand<Model, Real> {
  readonly course: Course;
  constructor(course: Course) {
    this.course = course;
  }
  check = () => true;
  async run(model: Model, real: Real): Promise<void> {
    const { deliveries, together, killed, flap, skewed, late } = this.course;
    const at = (minutes: number): string =>
      new Date(EPOCH + model.day * DAY_MS + minutes * MINUTE_MS).toISOString();
    const world = worldOf(model);
    if (skewed && before) {
      real.at(new Date(EPOCH - DAY_MS).toISOString(), world);
      await expect(real.plan()).rejects.toThrow(/clock/);
      await check(model, real);
    }
    model.day += 1;
    if (flap) {
      const nature = model.nature[flap.place] as Nature;
      const broken = { ...nature, things: { ...nature.things, [flap.name]: 'wrong' as const } };
      real.at(at(0), { ...world, [flap.place]: placeOf(broken) });
    } else real.at(at(0), world);
    const plan = await real.plan();
    real.at(at(1), world);
    if (killed) {
      const { commit } = real.store;
      real.store.commit = async () => {
        throw new Error('stopped');
      };
      await expect(real.scan(plan, deliveries[0] ?? PLACES[0])).rejects.toThrow('stopped');
      real.store.commit = commit;
    }
    const scans = deliveries.map((place) => () => real.scan(plan, place));
    if (together) await Promise.all(scans.map((scan) => scan()));
    else for (const scan of scans) await scan();
    await real.seal(plan);
    for (const place of PLACES) {
      const delivered =
        deliveries.includes(place) || (killed && deliveries.length === 0 && place === PLACES[0]);
      const nature = model.nature[place] as Nature;
      observe(model, place, delivered ? nature : { ...nature, sight: 'refused' });
    }
    if (late && before) for (const place of PLACES) await real.scan(before, place);
    before = plan;
    await check(model, real);
  }
  toString = () => `run ${JSON.stringify(this.course)}`;
}

const place = fc.constantFrom(...PLACES);
const name = fc.constantFrom(...NAMES);
const commands = [
  fc
    .tuple(place, name, fc.constantFrom<Thing>('right', 'wrong', 'absent', 'unreadable'))
    .map((parts) => new Change(...parts)),
  fc
    .tuple(place, fc.constantFrom<Sight>('open', 'open', 'unlistable', 'refused'))
    .map((parts) => new Look(...parts)),
  fc.boolean().map((lenient) => new Tune(lenient)),
  fc
    .record({
      deliveries: fc.oneof(
        { weight: 4, arbitrary: fc.shuffledSubarray([...PLACES, ...PLACES], { minLength: 4 }) },
        { weight: 1, arbitrary: fc.shuffledSubarray([...PLACES], { minLength: 1 }) },
      ),
      together: fc.boolean(),
      killed: fc.boolean(),
      flap: fc.option(fc.record({ place, name })),
      skewed: fc.boolean(),
      late: fc.boolean(),
    })
    .map((course) => new Run(course)),
];

const HISTORIES = 500;

describe('the record of a random history', () => {
  test(`is what snapshots tell, and each change is announced once: ${HISTORIES} histories`, async () => {
    await fc.assert(
      fc.asyncProperty(fc.commands(commands, { maxCommands: 40 }), async (history) => {
        before = null;
        const model = (): Model => ({
          nature: Object.fromEntries(
            PLACES.map((each) => [each, { things: { a: 'right', b: 'wrong', c: 'absent' }, sight: 'open' }]),
          ),
          seen: {},
          expected: [],
          lenient: false,
          judged: {},
          day: 0,
        });
        await fc.asyncModelRun(() => ({ model: model(), real: deployment() }), history);
      }),
      { numRuns: HISTORIES, seed: 20261101 },
    );
  }, 120_000);
});
