import { beforeEach, describe, expect, test } from '@jest/globals';
import { deployment, type Kind } from '../../test/support/world.ts';
import type { FindingEvent } from '../domain/event.ts';
import type { Transition } from '../domain/finding.ts';
import { intervals } from '../evidence/intervals.ts';
import { evaluationsIn, rescansIn } from '../evidence/record.ts';
import { DEFAULT_SCOPE } from '../scope/scope.ts';

const A = '111111111111/eu-west-1';
const TARGET = { account: '111111111111', region: 'eu-west-1' };
const DAY = (day: number, time = '06:00:00'): string => `2026-11-0${day}T${time}.000Z`;
const place = (things: Readonly<Record<string, boolean>>) => ({ [A]: { things } });
const refused = { fault: 'denied' } as const;

let aws: ReturnType<typeof deployment>;
beforeEach(() => {
  aws = deployment();
});

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}
const history = () => all(aws.store.transitions(TARGET, DAY(9)));
const told = ({ kind, sequence, rescan }: Transition) => `${kind} ${sequence}${rescan ? '+' : ''}`;

describe('a rescan', () => {
  test('tells what changed between two runs, when, and by which call; the next run finds it so', async () => {
    await aws.run(DAY(1), place({ a: true, b: true }));
    aws.at(DAY(1, '12:00:10'), place({ a: false, b: true }));
    const rescan = await aws.rescan(A, DAY(1, '12:00:00'), { calls: ['a', 'b'] });
    expect(rescan).toMatchObject({
      id: '20261101T120010000Z',
      sequence: 1,
      types: ['AWS::Test::Thing'],
      rules: ['test-thing-in-order'],
      calls: 2,
      object: { key: `rescans/2026-11-01/20261101T120010000Z/${A}.ndjson.gz`, rows: 2 },
    });
    expect(await aws.verdicts(A)).toEqual({ a: 'FAIL', b: 'PASS' });
    const drift = (await aws.announced()).find(({ type }) => type === 'Control Drift Detected');
    expect(drift?.detail as FindingEvent).toMatchObject({
      id: `000000001+20261101T120010000Z ${A} test-thing-in-order arn:aws:test:eu-west-1:111111111111:thing/a`,
      at: DAY(1, '12:00:10'),
      run: { sequence: 1 },
      rescan: '20261101T120010000Z',
      cause: {
        eventName: 'PutThing',
        principal: 'arn:aws:iam::111111111111:user/ann',
        at: DAY(1, '12:00:00'),
      },
    });
    const stored = await aws.evidence.get(rescan?.object.key ?? '');
    expect(
      evaluationsIn(stored?.body ?? Buffer.of()).map(({ run, at, verdict }) => [run, at, verdict]),
    ).toEqual([
      [rescan?.id, DAY(1, '12:00:10'), 'FAIL'],
      [rescan?.id, DAY(1, '12:00:10'), 'PASS'],
    ]);

    await aws.run(DAY(2), place({ a: false, b: true }));
    expect((await history()).map(told)).toEqual(['baseline 1', 'drift 1+', 'baseline 1']);
  });

  test('a flap between two runs is two changes', async () => {
    await aws.run(DAY(1), place({ a: true }));
    aws.at(DAY(1, '12:00:10'), place({ a: false }));
    await aws.rescan(A, DAY(1, '12:00:00'));
    aws.at(DAY(1, '12:05:10'), place({ a: true }));
    await aws.rescan(A, DAY(1, '12:05:00'));
    await aws.run(DAY(2), place({ a: true }));
    expect((await history()).map(told)).toEqual(['baseline 1', 'drift 1+', 'restoration 1+']);
    const ids = (await aws.announced()).map(({ detail }) => detail.id);
    expect(new Set(ids).size).toBe(ids.length);
    const seen = await all(intervals(aws.store.transitions(TARGET, DAY(9))));
    expect(
      seen.map(({ verdict, firstRun, firstRescan, endedByRescan }) => [
        verdict,
        firstRun,
        firstRescan,
        endedByRescan,
      ]),
    ).toEqual([
      ['PASS', 1, null, '20261101T120010000Z'],
      ['FAIL', 1, '20261101T120010000Z', '20261101T120510000Z'],
      ['PASS', 1, '20261101T120510000Z', null],
    ]);
  });

  test('what was made is a baseline, what was removed leaves, what cannot be read is a blind spot', async () => {
    await aws.run(DAY(1), place({ a: true, b: true }));
    aws.at(DAY(1, '12:00:10'), { [A]: { things: { b: refused, c: false } } });
    await aws.rescan(A, DAY(1, '12:00:00'));
    expect((await history()).filter(({ rescan }) => rescan).map(told)).toEqual([
      'left 1+',
      'blind-spot 1+',
      'baseline 1+',
    ]);
    aws.at(DAY(1, '13:00:10'), { [A]: { things: refused } });
    await aws.rescan(A, DAY(1, '13:00:00'));
    expect(await aws.verdicts(A)).toMatchObject({ b: 'NOT_EVALUATED', c: 'NOT_EVALUATED' });
    aws.at(DAY(1, '14:00:10'), { [A]: { things: { b: true, c: false }, refused } });
    expect(await aws.rescan(A, DAY(1, '14:00:00'))).toMatchObject({
      unreachable: { action: 'sts:AssumeRole' },
    });
    await aws.run(DAY(2), place({ b: true, c: false }));
    expect(await aws.verdicts(A)).toEqual({ b: 'PASS', c: 'FAIL' });
  });

  test('only what the calls touch is read and judged', async () => {
    const kind = (name: string): Kind => ({
      type: `AWS::Test::${name}`,
      rule: `test-${name.toLowerCase()}`,
      mine: (thing) => thing.startsWith(name),
    });
    aws = deployment(DEFAULT_SCOPE, [kind('One'), kind('Two')]);
    await aws.run(DAY(1), place({ One: true, Two: true, Two2: true }));
    aws.at(DAY(1, '12:00:10'), place({ One: false, Two: false }));
    expect(await aws.rescan(A, DAY(1, '12:00:00'), { of: 'One' })).toMatchObject({
      rules: ['test-one'],
      object: { rows: 1 },
    });
    expect(await aws.verdicts(A)).toEqual({ One: 'FAIL', Two: 'PASS', Two2: 'PASS' });
  });

  test("a call that names nothing here is nobody's cause", async () => {
    await aws.run(DAY(1), place({ a: true }));
    aws.at(DAY(1, '12:00:10'), place({ a: false }));
    await aws.rescan(A, DAY(1, '12:00:00'), { calls: ['another'] });
    expect((await history()).at(-1)).not.toHaveProperty('cause');
  });
});

describe('what is covered is not read again', () => {
  beforeEach(async () => {
    await aws.run(DAY(1), place({ a: true }));
    aws.at(DAY(1, '12:00:10'), place({ a: false }));
  });

  test.each([
    ['a call long before the last run', DAY(1, '05:00:00'), false],
    ['a call just before the last run, whose effect it may have missed', DAY(1, '05:59:57'), true],
    ['a call after it', DAY(1, '07:00:00'), true],
  ])('%s', async (_, called, read) => {
    expect((await aws.rescan(A, called)) !== null).toBe(read);
  });

  test('the same calls once more, and others before that rescan', async () => {
    expect(await aws.rescan(A, DAY(1, '12:00:00'))).not.toBeNull();
    for (const time of ['12:00:00', '12:00:05', '09:00:00'])
      expect(await aws.rescan(A, DAY(1, time))).toBeNull();
    aws.at(DAY(1, '12:00:20'), place({ a: false }));
    expect(await aws.rescan(A, DAY(1, '12:00:06'))).not.toBeNull();
  });

  test('a target that no run has seen waits for its first', async () => {
    aws.at(DAY(2), { ...place({ a: true }), '222222222222/eu-west-1': { things: { x: false } } });
    await aws.plan();
    expect(await aws.rescan('222222222222/eu-west-1', DAY(2, '05:00:00'))).toBeNull();
  });

  test('a call has time to settle, and a clock that is ahead does not stop us', async () => {
    const waits: number[] = [];
    const wait = async (milliseconds: number) => waits.push(milliseconds);
    await aws.rescan(A, DAY(1, '12:00:08'), { wait });
    aws.at(DAY(1, '12:01:00'), place({ a: false }));
    await aws.rescan(A, DAY(1, '18:00:00'), { wait });
    expect(waits).toEqual([3_000, 5_000]);
  });

  test('out of time, nothing is recorded', async () => {
    await expect(aws.rescan(A, DAY(1, '12:00:00'), { signal: AbortSignal.abort() })).rejects.toThrow(
      /time ran out/,
    );
    expect(await aws.verdicts(A)).toEqual({ a: 'PASS' });
    expect(await all(aws.store.rescans())).toEqual([]);
  });
});

describe('a run under way', () => {
  test('read before the change, recorded after the rescan: it does not take the change back', async () => {
    await aws.run(DAY(1), place({ a: true, b: false }));
    aws.at(DAY(2), place({ a: true, b: false }));
    const plan = await aws.plan();
    const { scan, evidence } = aws;
    // The run reads the target now, and is stopped before it could record it.
    const commit = aws.store.commit;
    aws.store.commit = async () => {
      throw new Error('stopped');
    };
    await expect(scan(plan, A)).rejects.toThrow('stopped');
    aws.store.commit = commit;
    expect([...evidence.objects.keys()].filter((key) => key.includes(`${plan.run.id}/1`))).toHaveLength(1);

    aws.at(DAY(2, '06:01:00'), place({ a: false, b: true }));
    await aws.rescan(A, DAY(2, '06:00:30'));
    aws.at(DAY(2, '06:02:00'), place({ a: false, b: true }));
    await scan(plan, A);
    expect(await aws.verdicts(A)).toEqual({ a: 'FAIL', b: 'PASS' });
    await aws.seal(plan);
    await aws.run(DAY(3), place({ a: false, b: true }));
    expect((await history()).map(told)).toEqual(['baseline 1', 'drift 1+', 'baseline 1', 'restoration 1+']);
  });

  test('recorded while the rescan read: the rescan takes nothing back, and is listed', async () => {
    await aws.run(DAY(1), place({ a: true }));
    aws.at(DAY(1, '12:00:10'), place({ a: false }));
    const { store } = aws;
    const get = aws.evidence.put;
    // Between the rescan's reading and its recording a whole run takes place.
    aws.evidence.put = async (...put) => {
      aws.evidence.put = get;
      await aws.run(DAY(2), place({ a: true }));
      return get(...put);
    };
    expect(await aws.rescan(A, DAY(1, '12:00:00'))).not.toBeNull();
    expect(await aws.verdicts(A)).toEqual({ a: 'PASS' });
    expect(await all(store.rescans())).toHaveLength(1);
  });

  test('two rescans side by side: the later reading stands, whoever records last', async () => {
    await aws.run(DAY(1), place({ a: true }));
    aws.at(DAY(1, '12:00:10'), place({ a: false }));
    const put = aws.evidence.put;
    aws.evidence.put = async (...object) => {
      aws.evidence.put = put;
      aws.at(DAY(1, '12:00:20'), place({ a: true }));
      await aws.rescan(A, DAY(1, '12:00:12'));
      return put(...object);
    };
    await aws.rescan(A, DAY(1, '12:00:00'));
    expect(await aws.verdicts(A)).toEqual({ a: 'PASS' });
    expect(await all(aws.store.rescans())).toHaveLength(2);
  });
});

test('the next seal lists the rescans since the one before, each once', async () => {
  await aws.run(DAY(1), place({ a: true }));
  aws.at(DAY(1, '12:00:10'), place({ a: false }));
  const rescan = await aws.rescan(A, DAY(1, '12:00:00'));
  const { objects } = await aws.run(DAY(2), place({ a: false }));
  const list = await aws.evidence.get(objects.rescans?.key ?? '');
  expect(rescansIn(list?.body ?? Buffer.of())).toEqual([rescan]);
  expect(await all(aws.store.rescans())).toEqual([]);
  expect((await aws.run(DAY(3), place({ a: false }))).objects).not.toHaveProperty('rescans');
});
