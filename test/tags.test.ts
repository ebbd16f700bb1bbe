import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import type { Announcement } from '#lib/domain/event.ts';
import type { Ask, Covers, Exception, Match } from '#lib/domain/exception.ts';
import { type Routing, route } from '#lib/drift/alerts.ts';
import { notice } from '#lib/drift/notices.ts';
import { buildBundle } from '#lib/evidence/bundle.ts';
import { manage } from '#lib/evidence/exceptions.ts';
import { evaluationsIn } from '#lib/evidence/record.ts';
import { verifyFile } from '#lib/evidence/verify.ts';
import { EVENTS } from '#lib/report/event-contract.ts';
import { evaluationsKey } from '#lib/scan/keys.ts';
import { heardMessage } from '../lambdas/events.ts';
import { memoryAlerts } from './support/alerts.ts';
import { deployment, type Place } from './support/world.ts';

const ACCOUNT = '111111111111';
const A = `${ACCOUNT}/eu-west-1`;
const TARGET = { account: ACCOUNT, region: 'eu-west-1' };
const RULE = 'test-thing-in-order';
const BY_TAG: Covers = { rule: RULE, tag: { key: 'stage', value: 'sandbox' } };
const SANDBOX = { stage: 'sandbox' };
const arn = (name: string): string => `arn:aws:test:eu-west-1:${ACCOUNT}:thing/${name}`;
const nameOf = (resource: string): string => resource.split('/').pop() ?? '';

type Vouch = ReturnType<typeof deployment>;

/** What the router's function makes of an event behind the bus. */
const lambdaForm = (event: Announcement | undefined) =>
  heardMessage.parse({ 'detail-type': event?.type, time: event?.time, detail: event?.detail });

/** Asks for an exception, and has somebody else approve it. */
async function accept(vouch: Vouch, at: string, covers: Covers, expiry: string): Promise<Exception> {
  const take = (name: string, minutes: number, ask: Ask) => {
    const time = new Date(Date.parse(at) + minutes * 60_000).toISOString();
    vouch.at(time, {});
    return manage(
      ask,
      { arn: `arn:aws:iam::999999999999:user/${name}`, account: '999999999999', userId: name, requestId: at },
      {
        ...vouch,
        account: '999999999999',
        maxDays: 180,
        rules: vouch.rules.map(({ rule }) => rule),
      },
    );
  };
  const terms = {
    covers,
    reason: 'a sandbox holds nothing of anybody',
    compensatingControl: 'it is emptied every night',
    ticket: null,
    start: at,
    expiry,
    renews: null,
  };
  const { id } = await take('alice', 0, { step: 'request', terms });
  return take('bob', 1, { step: 'approve', id });
}

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}

describe('any histories of runs and rescans, read again, overlapping, and late', () => {
  const START = Date.parse('2026-11-01T06:00:00Z');
  const HISTORIES = 300;
  const names = fc.constantFrom('a', 'b', 'c');
  const place: fc.Arbitrary<Place> = fc.record({
    things: fc.oneof(
      { weight: 9, arbitrary: fc.dictionary(names, fc.boolean(), { minKeys: 1 }) },
      { weight: 1, arbitrary: fc.constant({ fault: 'throttled' as const }) },
    ),
    tags: fc.oneof(
      {
        weight: 9,
        arbitrary: fc.dictionary(
          names,
          fc.constantFrom<Record<string, string>>(SANDBOX, SANDBOX, { stage: 'live' }, { owner: 'sandbox' }),
          { minKeys: 1 },
        ),
      },
      { weight: 1, arbitrary: fc.constant({ fault: 'denied' as const }) },
    ),
  });
  const step = fc.oneof(
    fc.record({ does: fc.constant('change' as const), place }),
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

  /** The things that have the tag, as a look at a place tells; nothing that could not be read is among them. */
  const sandboxes = ({ things, tags = {} }: Place): readonly string[] =>
    'fault' in things || 'fault' in tags
      ? []
      : Object.keys(things)
          .filter((name) => (tags as Record<string, Record<string, string>>)[name]?.stage === 'sandbox')
          .sort();

  test('what counts as tagged is what the last undisturbed look saw, and matches hang together', async () => {
    let seen = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 14 }), async (steps) => {
        const vouch = deployment();
        let now = START;
        let here: Place = { things: { a: true } };
        let readAt = '';
        let pending: Awaited<ReturnType<typeof vouch.plan>> | null = null;
        const tick = () => {
          now += 1_800_000;
          vouch.at(new Date(now).toISOString(), { [A]: here });
        };
        const called = () => new Date(now - 10_000).toISOString();
        await vouch.run(new Date(now).toISOString(), { [A]: here });
        tick();
        const { id } = await accept(vouch, new Date(now).toISOString(), BY_TAG, '2027-01-01T00:00:00.000Z');
        const matches = (): Promise<Match[]> => all(vouch.store.matches(id, TARGET));
        const open = async () =>
          (await matches()).filter(({ until }) => until === null).map(({ resource }) => nameOf(resource));
        const run = async () => {
          const plan = await vouch.plan();
          await vouch.scan(plan, A);
          const { writes } = vouch.store;
          await vouch.scan(plan, A); // delivered again
          expect(vouch.store.writes).toBe(writes);
          await vouch.seal(plan);
          expect(await open()).toEqual(sandboxes(here));
          seen += sandboxes(here).length;
        };
        const record = async () => {
          if (!pending) return;
          await vouch.scan(pending, A);
          await vouch.seal(pending);
          pending = null;
        };
        for (const { does, ...rest } of steps) {
          tick();
          if (does === 'change') here = (rest as { place: Place }).place;
          tick();
          if (does === 'run') {
            await record();
            await run();
          }
          if (does === 'read' && !pending) {
            // A run reads the target, and is stopped before it records it.
            pending = await vouch.plan();
            readAt = new Date(now).toISOString();
            const { commit } = vouch.store;
            vouch.store.commit = async () => Promise.reject(new Error('stopped'));
            await vouch.scan(pending, A).catch(() => {});
            vouch.store.commit = commit;
          }
          if (does === 'record') {
            const [before, { reread }] = [await open(), await vouch.store.target(TARGET)];
            await record();
            // What a rescan has seen since it was read is newer.
            if ((reread[RULE] ?? '') > readAt) expect(await open()).toEqual(before);
          }
          if (does === 'rescan' && (await vouch.rescan(A, called())))
            expect(await open()).toEqual(sandboxes(here));
          if (does === 'slow rescan') {
            const { put } = vouch.evidence;
            // What it read is recorded after another rescan has read, and recorded, something newer.
            vouch.evidence.put = async (...object) => {
              vouch.evidence.put = put;
              tick();
              await vouch.rescan(A, called());
              return put(...object);
            };
            await vouch.rescan(A, called());
            vouch.evidence.put = put;
            expect(await open()).toEqual(sandboxes(here));
          }
        }
        tick();
        await record();
        tick();
        await run();

        const last = new Map<string, Match>();
        for (const match of await matches()) {
          const before = last.get(match.resource);
          expect(before === undefined || (before.until ?? '9999') <= match.from).toBe(true);
          expect(match.until === null || match.until > match.from).toBe(true);
          expect(match.until === null).toBe(match.why === null);
          last.set(match.resource, match);
        }
        // The verdicts know nothing of it.
        const verdicts = Object.values(await vouch.verdicts(A));
        if (!('fault' in here.things))
          expect(verdicts.sort()).toEqual(
            Object.values(here.things)
              .map((ok) => (ok ? 'PASS' : 'FAIL'))
              .sort(),
          );
      }),
      { numRuns: HISTORIES },
    );
    console.log(`${HISTORIES} histories, ${seen} matches seen`);
  }, 120_000);
});

describe('things that fail alike, of which some have the tag for a time', () => {
  const vouch = deployment();
  const alerts = memoryAlerts();
  const day = (number: number, hour = 6): string => new Date(Date.UTC(2026, 10, number, hour)).toISOString();
  const FAILING = { a: false, b: false, c: false };
  const root = mkdtempSync(join(tmpdir(), 'vouch-tags-'));
  const table = (path: string): Record<string, string>[] =>
    parse(readFileSync(join(root, path)), { columns: true, record_delimiter: '\r\n' });
  let accepted: Exception;

  /** A run at six, with what follows it; what is announced is routed. */
  async function run(number: number, place: Place): Promise<void> {
    await vouch.run(day(number), { [A]: place });
    await notice(vouch);
    const delivered = (await vouch.announced()).map((event) => ({ event, announcedAt: day(number, 7) }));
    const routing: Routing = {
      ...vouch,
      alerts,
      attributions: { history: async () => [] },
      messenger: { send: async () => 'message' },
      rules: vouch.rules.map(({ rule }) => rule),
      digestOf: (text) => text,
    };
    expect(await route(delivered, routing, () => false)).toEqual(new Map());
  }
  const routed = (type: string): Readonly<Record<string, string>> =>
    Object.fromEntries(
      [...alerts.routed.values()]
        .filter((event) => event.type === type)
        .map(({ resource, disposition, observedAt }) => [
          nameOf(resource ?? ''),
          `${disposition} on ${observedAt.slice(8, 10)}`,
        ]),
    );
  const evaluations = async (number: number) => {
    for await (const { id, startedAt, sequence } of vouch.store.runs()) {
      const key = evaluationsKey({ id, startedAt, sequence }, TARGET);
      if (startedAt === day(number))
        return evaluationsIn((await vouch.evidence.get(key))?.body ?? new Uint8Array());
    }
    throw new Error('there was no run');
  };

  beforeAll(async () => {
    await run(1, { things: { a: true, b: true, c: true }, tags: { a: SANDBOX } });
    accepted = await accept(vouch, day(1, 9), BY_TAG, day(29, 0));
    await run(2, { things: FAILING, tags: { a: SANDBOX, b: { stage: 'live' }, c: SANDBOX } });
    await run(4, { things: FAILING, tags: { a: { owner: 'ann' }, c: SANDBOX } });
    await run(10, { things: FAILING, tags: { c: SANDBOX } });
    await run(11, { things: FAILING, tags: { fault: 'denied' } });
    await run(12, { things: FAILING, tags: { c: SANDBOX } });
    await buildBundle(root, { from: day(1, 0), to: day(13, 0) }, vouch.bundling(day(14)));
  });
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  test('nothing is asked before an exception asks, and then once a run', () => {
    expect(vouch.asked).toEqual(
      Array.from({ length: 5 }, () => `${A} [{"Key":"stage","Values":["sandbox"]}]`),
    );
  });

  test('each of them fails; evaluations say which has the tag, where that was asked and answered', async () => {
    const seen = async (number: number) =>
      (await evaluations(number)).map(({ resource, verdict, tags }) => [nameOf(resource), verdict, tags]);
    expect(await seen(1)).toEqual(['a', 'b', 'c'].map((name) => [name, 'PASS', undefined]));
    expect(await seen(2)).toEqual([
      ['a', 'FAIL', SANDBOX],
      ['b', 'FAIL', {}],
      ['c', 'FAIL', SANDBOX],
    ]);
    expect(await seen(11)).toEqual(['a', 'b', 'c'].map((name) => [name, 'FAIL', undefined]));
  });

  test('what has the tag raises no alert; what lost it, or cannot be confirmed, does, and is overdue like the rest', () => {
    expect(routed('Control Drift Detected')).toEqual({
      a: 'accepted on 02',
      b: 'alert on 02',
      c: 'accepted on 02',
    });
    expect(routed('Exception No Longer Applies')).toEqual({ a: 'alert on 04', c: 'alert on 11' });
    expect(routed('Remediation Overdue')).toEqual({ a: 'alert on 10', b: 'alert on 10', c: 'alert on 11' });
  });

  test('the bundle lists everything that had it, from when to when, and why no longer', async () => {
    const about = { exception: accepted.id, rule: RULE, key: 'stage', value: 'sandbox', ...TARGET };
    expect(table('exceptions/matches.csv')).toEqual([
      { ...about, resource: arn('a'), from: day(2), until: day(4), why: 'it no longer has the tag' },
      {
        ...about,
        resource: arn('c'),
        from: day(2),
        until: day(11),
        why: 'its tags could not be read: access to tag:GetResources was denied: made up: denied',
      },
      { ...about, resource: arn('c'), from: day(12), until: '', why: '' },
    ]);
    expect(table('exceptions/exceptions.csv')).toMatchObject([
      { id: accepted.id, tag: 'stage=sandbox', account: '', resources: `${arn('a')}\n${arn('c')}` },
    ]);
    expect((await verifyFile(root)).faults).toEqual([]);
  });

  test('failures, populations and machines name the exception where, and only where, it accepts', () => {
    expect(
      table('remediation/remediation.csv').map(({ resource, exceptions, accepted: now }) => [
        nameOf(resource ?? ''),
        exceptions,
        now,
      ]),
    ).toEqual([
      ['a', accepted.id, 'no'],
      ['b', '', 'no'],
      ['c', accepted.id, 'yes'],
    ]);
    expect(table('populations/encryption-at-rest.csv').map(({ exception }) => exception)).toEqual([
      '',
      '',
      accepted.id,
    ]);
    const told = readFileSync(join(root, 'machine/ocsf-2003.ndjson'), 'utf8').trim().split('\n');
    expect(told.map((line) => line.includes(accepted.id))).toEqual([false, false, true]);
  });

  test('when it has ended, nothing is looked up any more, and its matches end with it', async () => {
    await run(28, { things: FAILING, tags: { c: SANDBOX } });
    expect(vouch.asked).toHaveLength(6);
    await run(29, { things: FAILING, tags: { a: SANDBOX, c: SANDBOX } });
    expect(vouch.asked).toHaveLength(6);
    const [lost] = vouch.announcer.announced.filter(({ type }) => type === 'Exception No Longer Applies');
    const detail = { acceptedBy: accepted.id, since: day(2), until: day(4), why: 'it no longer has the tag' };
    expect(EVENTS['Exception No Longer Applies'].parse(lost?.detail)).toMatchObject({
      ...detail,
      resource: arn('a'),
    });
    expect(lambdaForm(lost)).toMatchObject({ type: lost?.type, detail });
    const expired = vouch.announcer.announced.find(({ type }) => type === 'Exception Expired');
    expect(expired?.detail).toMatchObject({
      tag: { key: 'stage', value: 'sandbox' },
      resources: [],
      account: null,
    });
    const later = join(root, 'later');
    await buildBundle(later, { from: day(13, 0), to: day(30, 0) }, vouch.bundling(day(30)));
    const rows = parse(readFileSync(join(later, 'exceptions/matches.csv')), { columns: true });
    expect(rows).toMatchObject([{ resource: arn('c'), until: day(29, 0), why: 'the exception ended' }]);
  });
});
