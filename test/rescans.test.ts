import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Transition } from '#lib/domain/finding.ts';
import { deployment, type Place } from './support/world.ts';

const ACCOUNT = '111111111111';
const A = `${ACCOUNT}/eu-west-1`;
const TARGET = { account: ACCOUNT, region: 'eu-west-1' };
const START = Date.parse('2026-11-01T06:00:00Z');
const HISTORIES = 300;

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}

/** Things with whether they are in order; refused reads and listings too. */
const things = fc.oneof(
  {
    weight: 9,
    arbitrary: fc.dictionary(
      fc.constantFrom('a', 'b', 'c'),
      fc.oneof(
        { weight: 5, arbitrary: fc.boolean() },
        { weight: 1, arbitrary: fc.constant({ fault: 'denied' as const }) },
      ),
    ),
  },
  { weight: 1, arbitrary: fc.constant({ fault: 'throttled' as const }) },
);
const step = fc.oneof(
  fc.record({ does: fc.constant('change' as const), things }),
  fc.record({
    does: fc.constantFrom(
      'run' as const,
      'read' as const,
      'record' as const,
      'rescan' as const,
      'slow rescan' as const,
    ),
  }),
);

test('after any histories of runs and rescans, and an undisturbed run, the state is that of runs alone', async () => {
  let rescans = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 14 }), async (steps) => {
      const [fast, plain] = [deployment(), deployment()];
      let now = START;
      let world: { readonly [A]: Place } = { [A]: { things: { a: true } } };
      let pending: Awaited<ReturnType<typeof fast.plan>> | null = null;
      const tick = () => {
        now += 3_600_000 / 2;
        fast.at(new Date(now).toISOString(), world);
      };
      await fast.run(new Date(now).toISOString(), world);
      const record = async () => {
        if (!pending) return;
        await fast.scan(pending, A);
        await fast.seal(pending);
        pending = null;
      };
      for (const { does, ...rest } of steps) {
        tick();
        if (does === 'change') world = { [A]: { things: (rest as { things: never }).things } };
        tick();
        if (does === 'run') {
          await record();
          await fast.run(new Date(now).toISOString(), world);
        }
        if (does === 'read' && !pending) {
          // A run reads the target, and is stopped before it records it.
          pending = await fast.plan();
          const { commit } = fast.store;
          fast.store.commit = async () => Promise.reject(new Error('stopped'));
          await fast.scan(pending, A).catch(() => {});
          fast.store.commit = commit;
        }
        if (does === 'record') await record();
        if (does === 'rescan' && (await fast.rescan(A, new Date(now - 10_000).toISOString()))) rescans += 1;
        if (does === 'slow rescan') {
          const { put } = fast.evidence;
          // What it read is recorded after another rescan has read, and recorded, something newer.
          fast.evidence.put = async (...object) => {
            fast.evidence.put = put;
            tick();
            await fast.rescan(A, new Date(now - 10_000).toISOString());
            return put(...object);
          };
          if (await fast.rescan(A, new Date(now - 10_000).toISOString())) rescans += 1;
          fast.evidence.put = put;
        }
      }
      await record();
      now += 3_600_000;
      // What cannot be listed keeps what was known of it: an undisturbed run lists everything.
      if ('fault' in world[A].things) world = { [A]: { things: { a: false } } };
      await fast.run(new Date(now).toISOString(), world);
      await plain.run(new Date(now).toISOString(), world);
      expect(await fast.verdicts(A)).toEqual(await plain.verdicts(A));
      expect(await all(fast.store.rescans())).toEqual([]);

      // What is told of each finding hangs together, in the order of time, and each time once.
      const history = await all(fast.store.transitions(TARGET, '9999'));
      const last = new Map<string, Transition>();
      for (const transition of history) {
        const before = last.get(transition.resource);
        expect(transition.from).toBe(before?.to ?? null);
        expect(transition.at > (before?.at ?? '')).toBe(true);
        last.set(transition.resource, transition);
      }
      const ids = (await fast.announced()).map(({ type, detail }) => `${type} ${detail.id}`);
      expect(new Set(ids).size).toBe(ids.length);
    }),
    { numRuns: HISTORIES },
  );
  console.log(`${HISTORIES} histories, ${rescans} rescans`);
}, 120_000);

describe('a flood', () => {
  const TARGETS = 50;
  const CALLS = 10_000;
  const MINUTE = 60_000;
  /** As the queue's mapping has it, and what six megabytes of records are. lib/stacks/changes.ts */
  const WINDOW = 30_000;
  const BATCH = 2_000;

  test('ten thousand calls in a minute are a few looks at each target', async () => {
    const places = Array.from({ length: TARGETS }, (_, index) => `${String(111111111111 + index)}/eu-west-1`);
    const world = (inOrder: boolean) =>
      Object.fromEntries(places.map((place) => [place, { things: { a: inOrder } }]));
    const aws = deployment();
    await aws.run(new Date(START).toISOString(), world(true));
    const flood = START + 3_600_000;
    let requests = 0;
    let rescans = 0;
    const calls = Array.from({ length: CALLS }, (_, index) => ({
      place: places[index % TARGETS] as string,
      time: flood + Math.floor((index * MINUTE) / CALLS),
    }));
    let waiting = [...calls];
    let batches = 0;
    for (let now = flood + WINDOW; waiting.length > 0; now += WINDOW) {
      aws.at(new Date(now).toISOString(), world(false));
      const there = waiting.filter(({ time }) => time <= now);
      waiting = waiting.filter(({ time }) => time > now);
      for (let start = 0; start < there.length; start += BATCH) {
        batches += 1;
        const batch = there.slice(start, start + BATCH);
        for (const place of places) {
          const theirs = batch.filter((call) => call.place === place);
          const newest = Math.max(...theirs.map(({ time }) => time));
          if (theirs.length === 0) continue;
          const rescan = await aws.rescan(place, new Date(newest).toISOString(), {
            calls: theirs.map(() => 'a'),
          });
          if (rescan) rescans += 1;
          requests += rescan?.requests ?? 0;
        }
        // The function takes a moment, and what it reads next it reads later.
        aws.at(new Date(now + 1_000 * (1 + start / BATCH)).toISOString(), world(false));
      }
    }
    const drifts = (await aws.announced()).filter(({ type }) => type === 'Control Drift Detected');
    console.log(
      `${CALLS} calls, ${TARGETS} targets: ${batches} batches, ${rescans} rescans (${rescans / TARGETS} a target), ${requests} requests, ${drifts.length} drifts`,
    );
    expect(drifts).toHaveLength(TARGETS);
    expect(rescans).toBeLessThanOrEqual(4 * TARGETS);
  });
});
