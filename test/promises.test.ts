import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { EvaluationRow } from '#lib/domain/finding.ts';
import type { UnseenKind } from '#lib/domain/observed.ts';
import type { TargetResult } from '#lib/domain/run.ts';
import { targetId } from '#lib/domain/target.ts';
import { planRun } from '#lib/scan/plan.ts';
import { sealFailed } from '#lib/scan/settle.ts';
import { deployment, type World } from './support/world.ts';

const KINDS: readonly UnseenKind[] = ['denied', 'throttled', 'unsupported', 'gone', 'failed'];
const A = '111111111111/eu-west-1';
const B = '222222222222/eu-west-1';

const rows = (
  evidence: ReturnType<typeof deployment>['evidence'],
  { object }: TargetResult,
): readonly EvaluationRow[] =>
  gunzipSync(evidence.objects.get(object.key)?.body ?? new Uint8Array())
    .toString()
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as EvaluationRow);

describe('promise 1: no PASS rests on a failed read', () => {
  test.each(KINDS)('%s, of one fact, of the listing, of the account', async (kind) => {
    const vouch = deployment();
    vouch.at('2026-11-01T06:00:00Z', {
      [A]: { things: { good: true, unread: { fault: kind } } },
      [B]: { things: { fault: kind } },
      '333333333333/eu-west-1': { things: { good: true }, refused: { fault: kind } },
    });
    const plan = await vouch.plan();
    const [a, b, c] = await Promise.all(plan.targets.map((target) => vouch.scan(plan, targetId(target))));
    expect(a?.counts).toMatchObject({ PASS: 1, NOT_EVALUATED: 1 });
    expect(b?.counts).toMatchObject({ PASS: 0, NOT_EVALUATED: 1 });
    expect(c).toMatchObject({ scanned: false, unreachable: { kind, action: 'sts:AssumeRole' } });
    const [unread] = rows(vouch.evidence, a as TargetResult).filter(
      ({ verdict }) => verdict === 'NOT_EVALUATED',
    );
    expect(unread).toMatchObject({
      resource: expect.stringContaining('unread'),
      missing: [{ kind, action: 'test:GetThing' }],
    });
    expect(rows(vouch.evidence, b as TargetResult)).toMatchObject([
      {
        population: true,
        resource: 'arn:aws:test:eu-west-1:222222222222:*',
        missing: [{ action: 'test:ListThings' }],
      },
    ]);
  });
});

describe('promise 2: every target expected is scanned or a blind spot with an alert', () => {
  const world: World = {
    [A]: { things: { good: true } },
    [B]: { things: { good: true }, refused: { fault: 'denied' } },
    '333333333333/eu-west-1': { things: { good: true } },
  };

  test('a refused account and a scan that never reported are both in the seal, in the record, and announced', async () => {
    const vouch = deployment();
    vouch.at('2026-11-01T06:00:00Z', world);
    const plan = await vouch.plan();
    await vouch.scan(plan, A);
    await vouch.scan(plan, B);
    const seal = await vouch.seal(plan);
    expect(seal).toMatchObject({ run: { status: 'partial' }, targets: { expected: 3, scanned: 1 } });
    const blind = (await vouch.announced()).filter(({ type }) => type === 'Blind Spot Opened');
    expect(blind.map(({ detail }) => detail)).toMatchObject([
      { account: '222222222222', reason: expect.stringContaining('sts:AssumeRole') },
      { account: '333333333333', reason: expect.stringContaining('scan-target') },
    ]);
    expect(Object.values(await vouch.verdicts('333333333333/eu-west-1'))).toEqual(['NOT_EVALUATED']);
  });

  test('a run in which nothing could be scanned is sealed as failed', async () => {
    const seal = await deployment().run('2026-11-01T06:00:00Z', { [B]: world[B] as World[string] });
    expect(seal.run).toMatchObject({ status: 'failed', reason: 'no target could be scanned' });
  });

  test('days without a run and a run that died are sealed by the next one, without holes', async () => {
    const vouch = deployment();
    await vouch.run('2026-11-01T06:00:00Z', world);
    vouch.at('2026-11-02T06:00:00Z', world);
    const dead = await vouch.plan();
    await vouch.scan(dead, A);
    await vouch.run('2026-11-05T06:00:00Z', world);
    const runs = [];
    for await (const run of vouch.store.runs())
      runs.push([run.sequence, run.startedAt.slice(0, 10), run.status]);
    expect(runs).toEqual([
      [1, '2026-11-01', 'partial'],
      [2, '2026-11-02', 'partial'],
      [3, '2026-11-03', 'missed'],
      [4, '2026-11-04', 'missed'],
      [5, '2026-11-05', 'partial'],
    ]);
    expect((await vouch.announced()).filter(({ type }) => type === 'Run Missed')).toHaveLength(2);
  });
});

describe('promise 3: faults change coverage, never verdicts', () => {
  const health = fc.record({ a: fc.boolean(), b: fc.boolean(), c: fc.boolean() });
  const faults = fc.subarray(['fact', 'list', 'account', 'twice', 'late', 'never'] as const);
  const days = fc.array(fc.record({ health, faults, kind: fc.constantFrom(...KINDS) }), {
    minLength: 1,
    maxLength: 6,
  });
  const time = (index: number): string => new Date(Date.UTC(2026, 10, 1 + index, 6)).toISOString();

  test('with any faults on any days, what is said is true, and once they clear the record is the fault-free one', async () => {
    await fc.assert(
      fc.asyncProperty(days, async (history) => {
        const faulty = deployment();
        const clean = deployment();
        let late: (() => Promise<unknown>) | null = null;
        for (const [index, { health: things, faults: today, kind }] of history.entries()) {
          const fault = { fault: kind };
          faulty.at(time(index), {
            [A]: {
              things: today.includes('list')
                ? fault
                : { ...things, ...(today.includes('fact') && { a: fault }) },
              ...(today.includes('account') && { refused: fault }),
            },
          });
          const plan = await faulty.plan();
          if (!today.includes('never')) await faulty.scan(plan, A);
          if (today.includes('twice')) await faulty.scan(plan, A);
          await faulty.seal(plan);
          await late?.();
          late = today.includes('late') ? () => faulty.scan(plan, A) : null;
          for (const [name, verdict] of Object.entries(await faulty.verdicts(A))) {
            if (verdict === 'NOT_EVALUATED') continue;
            expect(verdict).toBe(things[name as 'a' | 'b' | 'c'] ? 'PASS' : 'FAIL');
          }
          await clean.run(time(index), { [A]: { things } });
        }
        const last = { [A]: { things: history.at(-1)?.health ?? {} } };
        await faulty.run(time(history.length), last);
        await clean.run(time(history.length), last);
        expect(await faulty.verdicts(A)).toEqual(await clean.verdicts(A));
      }),
      { numRuns: 200, seed: 20261101 },
    );
  });

  test('a target delivered twice, or after a later run, changes nothing', async () => {
    const vouch = deployment();
    vouch.at('2026-11-01T06:00:00Z', { [A]: { things: { a: true } } });
    const first = await vouch.plan();
    const result = await vouch.scan(first, A);
    const writes = vouch.store.writes;
    vouch.at('2026-11-01T06:05:00Z', { [A]: { things: { a: false } } });
    expect(await vouch.scan(first, A)).toEqual(result);
    expect(vouch.store.writes).toBe(writes);
    await vouch.seal(first);
    const second = await vouch.run('2026-11-02T06:00:00Z', { [A]: { things: { a: false } } });
    const late = await vouch.scan(first, A);
    expect(late.sequence).toBe(second.sequence);
    expect(await vouch.verdicts(A)).toEqual({ a: 'FAIL' });
  });

  test('a scan that died between its object and its state is finished from the object, not read again', async () => {
    const vouch = deployment();
    vouch.at('2026-11-01T06:00:00Z', { [A]: { things: { a: true } } });
    const plan = await vouch.plan();
    const commit = vouch.store.commit;
    vouch.store.commit = async () => {
      throw new Error('the container was stopped');
    };
    await expect(vouch.scan(plan, A)).rejects.toThrow('the container was stopped');
    vouch.store.commit = commit;
    vouch.at('2026-11-01T06:10:00Z', { [A]: { things: { a: false } } });
    const result = await vouch.scan(plan, A);
    expect(result.startedAt).toBe('2026-11-01T06:00:00.000Z');
    expect(await vouch.verdicts(A)).toEqual({ a: 'PASS' });
  });

  test('a clock that goes backwards is refused, and nothing is recorded', async () => {
    const vouch = deployment();
    await vouch.run('2026-11-02T06:00:00Z', { [A]: { things: { a: true } } });
    const writes = vouch.store.writes;
    vouch.at('2026-11-01T06:00:00Z', { [A]: { things: { a: false } } });
    await expect(vouch.plan()).rejects.toThrow(
      /the clock says 2026-11-01T06:00:00.000Z, but run 1 started at 2026-11-02.*set the clock right/,
    );
    expect(vouch.store.writes).toBe(writes);
  });

  test('an Organization that cannot be read is a failed run, sealed with the reason', async () => {
    const vouch = deployment();
    const broken = {
      ...vouch,
      organization: () => ({ survey: () => Promise.reject(new Error('no Organization')) }),
    };
    await expect(planRun(broken)).rejects.toThrow('no Organization');
    await sealFailed('no Organization', vouch);
    expect(await vouch.store.lastRun()).toMatchObject({ sequence: 1, status: 'failed' });
    expect(await vouch.announced()).toMatchObject([
      { type: 'Run Sealed', detail: { status: 'failed', reason: 'no Organization' } },
    ]);
  });

  test('of two runs at once, the second yields', async () => {
    const vouch = deployment();
    vouch.at('2026-11-01T06:00:00Z', { [A]: { things: { a: true } } });
    const first = await vouch.plan();
    await expect(vouch.plan()).rejects.toThrow(/run 1 .* is still under way/);
    await vouch.scan(first, A);
    expect((await vouch.seal(first)).run.status).toBe('complete');
  });
});

describe('what is kept', () => {
  test('an unchanged run writes one heartbeat a target and its own record', async () => {
    const vouch = deployment();
    const world = { [A]: { things: { a: true, b: false } }, [B]: { things: { a: true } } };
    await vouch.run('2026-11-01T06:00:00Z', world);
    const writes = vouch.store.writes;
    await vouch.run('2026-11-02T06:00:00Z', world);
    expect(vouch.store.writes - writes).toBe(2 + 2);
  });

  test('a resource that is deleted leaves, and drift is told from restoration', async () => {
    const vouch = deployment();
    await vouch.run('2026-11-01T06:00:00Z', { [A]: { things: { a: true, b: false, c: true } } });
    await vouch.run('2026-11-02T06:00:00Z', { [A]: { things: { a: false, b: true } } });
    const kinds = [];
    for await (const { resource, kind } of vouch.store.transitionsBetween(
      '2026-11-02T00:00:00.000Z',
      '2026-11-03T00:00:00.000Z',
    ))
      kinds.push([resource.split('/').pop(), kind]);
    expect(kinds).toEqual([
      ['a', 'drift'],
      ['b', 'restoration'],
      ['c', 'left'],
    ]);
  });
});
