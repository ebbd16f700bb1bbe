import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Exception, Match } from '#lib/domain/exception.ts';
import type { Finding, Transition } from '#lib/domain/finding.ts';
import type { Change, Evidence, Store } from '#lib/domain/ports.ts';
import type { Rescan } from '#lib/domain/rescan.ts';
import type { Run, TargetResult } from '#lib/domain/run.ts';
import { noVerdicts, type Verdict } from '#lib/domain/verdict.ts';

const A = { account: '111111111111', region: 'eu-west-1' };
const B = { account: '222222222222', region: 'aws-global' };

const at = (sequence: number): string => new Date(Date.UTC(2026, 10, sequence, 6)).toISOString();

const run = (sequence: number, status: Run['status'] = 'open'): Run => ({
  sequence,
  id: `run-${sequence}`,
  startedAt: at(sequence),
  status,
  reason: null,
  sealedAt: null,
  seal: null,
  counts: noVerdicts(),
  targets: { expected: 0, scanned: 0 },
});

const heartbeat = (sequence: number, target = A): TargetResult => ({
  ...target,
  sequence,
  scanned: true,
  unreachable: null,
  startedAt: at(sequence),
  finishedAt: at(sequence),
  counts: noVerdicts(),
  requests: 1,
  object: { key: 'k', sha256: 'h', rows: 0, merkleRoot: 'm' },
});

const change = (
  resource: string,
  sequence: number,
  to: Verdict | null,
  {
    target = A,
    severity = 'high',
    rule = 'rule',
    ...seen
  }: {
    readonly target?: typeof A;
    readonly severity?: Finding['severity'];
    readonly rule?: string;
    readonly rescan?: string;
  } = {},
): Change => {
  const subject = { ...target, rule, resource, type: 'AWS::KMS::Key', severity };
  const transition: Transition = {
    ...subject,
    from: null,
    to,
    kind: 'baseline',
    reason: 'r',
    sequence,
    at: at(sequence),
    ...seen,
  };
  return {
    key: `${rule} ${resource}`,
    transition,
    finding: to && {
      ...subject,
      population: false,
      verdict: to,
      reason: 'r',
      lastSeen: to,
      since: at(sequence),
      sequence,
    },
  };
};

const rescan = (id: string, target = A): Rescan => ({
  ...target,
  id,
  sequence: 1,
  types: ['AWS::KMS::Key'],
  rules: ['rule'],
  calls: 1,
  events: ['e'],
  startedAt: at(2),
  finishedAt: at(2),
  unreachable: null,
  requests: 1,
  object: { key: 'k', sha256: 'h', rows: 0, merkleRoot: 'm' },
});

const exception = (id: string): Exception => ({
  id,
  terms: {
    covers: { rule: 'rule', resources: ['ünïcödé'] },
    reason: 'r',
    compensatingControl: 'c',
    ticket: null,
    start: at(1),
    expiry: at(9),
    renews: null,
  },
  requested: taken('1'),
  approved: null,
  revoked: null,
});
const match = (resource: string, from: number, until: number | null = null, target = A): Match => ({
  ...target,
  exception: '2026-11-01-a',
  resource,
  from: at(from),
  until: until === null ? null : at(until),
  why: until === null ? null : 'it no longer has the tag',
});
const taken = (sha256: string) => ({
  by: { arn: 'a', account: '111111111111', userId: 'u', requestId: 'q' },
  at: at(1),
  file: { key: 'k', sha256 },
});

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}

/** What every Store must do; run over memory and over DynamoDB. */
export function storeContract(name: string, fresh: () => Promise<Store> | Store): void {
  describe(`${name}: the contract of a store`, () => {
    let store: Store;
    beforeEach(async () => {
      store = await fresh();
    });

    test('an empty store has nothing', async () => {
      expect(await store.lastRun()).toBeNull();
      expect(await store.run(1)).toBeNull();
      expect(await all(store.runs())).toEqual([]);
      expect(await store.target(A)).toEqual({ version: 0, heartbeat: null, findings: new Map(), reread: {} });
      expect(await all(store.targets())).toEqual([]);
    });

    test('runs keep their order, and a sequence number is taken once', async () => {
      for (const sequence of [1, 2, 10]) expect(await store.addRun(run(sequence))).toBe(true);
      expect(await store.addRun({ ...run(2), id: 'another' })).toBe(false);
      expect(await store.addRun(run(2))).toBe(true); // the same request once more
      expect((await all(store.runs())).map(({ sequence }) => sequence)).toEqual([1, 2, 10]);
      expect((await all(store.runs(at(2), at(10)))).map(({ sequence }) => sequence)).toEqual([2]);
      expect(await store.lastRun()).toEqual(run(10));
    });

    test('a sealed run stays as it was sealed', async () => {
      await store.addRun(run(1));
      const sealed: Run = { ...run(1, 'complete'), sealedAt: at(1), seal: { key: 's', sha256: 'h' } };
      await store.closeRun(sealed);
      await store.closeRun({ ...sealed, status: 'failed' });
      expect(await store.run(1)).toEqual(sealed);
    });

    test('changes and heartbeat are one: a stale version writes nothing', async () => {
      expect(await store.commit(A, 0, [change('a', 1, 'FAIL')], heartbeat(1))).toBe(true);
      expect(await store.commit(A, 0, [change('a', 2, 'PASS')], heartbeat(2))).toBe(false);
      const state = await store.target(A);
      expect(state).toMatchObject({ heartbeat: heartbeat(1) });
      expect(state.findings.get('rule a')).toMatchObject({ verdict: 'FAIL', sequence: 1 });
      expect(await all(store.transitions(A, at(9)))).toHaveLength(1);
    });

    test('a finding that left is gone from the state and stays in the history', async () => {
      await store.commit(A, 0, [change('a', 1, 'PASS'), change('b', 1, 'PASS')], heartbeat(1));
      await store.commit(A, (await store.target(A)).version, [change('a', 2, null)], heartbeat(2));
      expect([...(await store.target(A)).findings.keys()]).toEqual(['rule b']);
      expect(
        (await all(store.transitions(A, at(9)))).map(({ resource, sequence }) => [resource, sequence]),
      ).toEqual([
        ['a', 1],
        ['a', 2],
        ['b', 1],
      ]);
      expect(await all(store.transitions(A, at(2)))).toHaveLength(2);
    });

    test('a rescan leaves what it read, is listed until a seal has it, and comes between two runs', async () => {
      await store.commit(A, 0, [change('a', 1, 'PASS')], heartbeat(1));
      const [first, second] = [rescan('r1'), rescan('r2', B)];
      const seen = change('a', 1, 'FAIL', { rescan: 'r1' });
      expect(await store.commit(A, 1, [seen], heartbeat(1), { reread: { rule: at(2) }, rescan: first })).toBe(
        true,
      );
      expect(await store.commit(B, 0, [], heartbeat(1, B), { reread: {}, rescan: second })).toBe(true);
      expect(await store.target(A)).toMatchObject({
        version: 2,
        heartbeat: heartbeat(1),
        reread: { rule: at(2) },
      });
      expect(await all(store.rescans())).toEqual([first, second]);
      await store.sealedRescans([first]);
      expect(await all(store.rescans())).toEqual([second]);

      await store.commit(A, 2, [change('a', 2, 'PASS')], heartbeat(2));
      expect((await store.target(A)).reread).toEqual({});
      const history = await all(store.transitions(A, at(9)));
      expect(history.map(({ sequence, rescan: id }) => [sequence, id])).toEqual([
        [1, undefined],
        [1, 'r1'],
        [2, undefined],
      ]);
    });

    test('many rescans at once leave the list', async () => {
      const many = Array.from({ length: 30 }, (_, index) => rescan(`r${index}`));
      for (const [version, each] of many.entries())
        await store.commit(A, version, [], heartbeat(1), { reread: {}, rescan: each });
      await store.sealedRescans(many);
      expect(await all(store.rescans())).toEqual([]);
    });

    test('more changes than one transaction takes, with names of every kind', async () => {
      const names = ['<script>', '=1+1', '"quoted"', 'new\nline', 'emoji 🔥', 'ünïcödé', 'x'.repeat(300)];
      const many = [...names, ...Array.from({ length: 130 }, (_, index) => `thing-${index}`)];
      const changes = many.map((resource) => change(resource, 1, 'FAIL'));
      expect(await store.commit(A, 0, changes, heartbeat(1))).toBe(true);
      const { findings } = await store.target(A);
      expect(new Set([...findings.values()].map(({ resource }) => resource))).toEqual(new Set(many));
      expect(await all(store.failing())).toHaveLength(many.length);
    });

    test('failing findings come most severe and oldest first, and only failing ones', async () => {
      await store.commit(
        A,
        0,
        [change('new', 3, 'FAIL'), change('low', 1, 'FAIL', { severity: 'low' }), change('ok', 1, 'PASS')],
        heartbeat(3),
      );
      await store.commit(B, 0, [change('old', 2, 'FAIL', { target: B })], heartbeat(3, B));
      expect((await all(store.failing())).map(({ resource }) => resource)).toEqual(['old', 'new', 'low']);
      await store.commit(
        B,
        (await store.target(B)).version,
        [change('old', 4, 'PASS', { target: B })],
        heartbeat(4, B),
      );
      expect((await all(store.failing())).map(({ resource }) => resource)).toEqual(['new', 'low']);
    });

    test('transitions of a time span, of all targets, oldest first', async () => {
      await store.commit(B, 0, [change('b', 2, 'PASS', { target: B })], heartbeat(2, B));
      await store.commit(A, 0, [change('a', 3, 'PASS'), change('c', 1, 'PASS')], heartbeat(3));
      expect((await all(store.transitionsBetween(at(1), at(3)))).map(({ resource }) => resource)).toEqual([
        'c',
        'b',
      ]);
    });

    test('heartbeats of the targets asked for, and every target there ever was', async () => {
      await store.commit(A, 0, [], heartbeat(1));
      await store.commit(B, 0, [], heartbeat(1, B));
      const others = Array.from({ length: 120 }, (_, index) => ({
        account: String(300_000_000_000 + index),
        region: 'eu-west-1',
      }));
      expect(await all(store.heartbeats([...others, B]))).toEqual([heartbeat(1, B)]);
      expect(await all(store.targets())).toEqual([A, B]);
    });

    test('an exception is saved over what was read, and over nothing else', async () => {
      const [first, second] = [exception('2026-11-01-a'), exception('2026-11-02-b')];
      expect(await store.exception(first.id)).toBeNull();
      for (const fresh of [second, first]) expect(await store.saveException(fresh, null)).toBe(true);
      expect(await store.saveException(first, null)).toBe(false);
      const approved = { ...first, approved: taken('2') };
      expect(await store.saveException(approved, first)).toBe(true);
      expect(await store.saveException({ ...first, approved: taken('3') }, first)).toBe(false);
      expect(await store.exception(first.id)).toEqual(approved);
      expect(await all(store.exceptions())).toEqual([approved, second]);
    });

    test('matches are kept with the version of their target, and come with their exception', async () => {
      const plain = exception('2026-11-01-a');
      const byTag = {
        ...plain,
        terms: { ...plain.terms, covers: { rule: 'rule', tag: { key: 'k', value: 'v' } } },
      };
      const other = { ...byTag, id: '2026-11-01-ab' };
      for (const each of [byTag, other]) await store.saveException(each, null);
      const many = Array.from({ length: 120 }, (_, index) =>
        match(`thing-${String(index).padStart(3, '0')}`, 1),
      );
      const first = [match('ünïcödé', 1), match('a b', 1)];
      expect(await store.commit(A, 0, [change('a', 1, 'FAIL')], heartbeat(1), undefined, first)).toBe(true);
      expect(await store.commit(A, 0, [], heartbeat(1), undefined, many)).toBe(false);
      expect(await store.commit(B, 0, [], heartbeat(1, B), undefined, [match('ünïcödé', 1, null, B)])).toBe(
        true,
      );
      const ended = [match('a b', 1, 2), match('a b', 3)];
      const { version } = await store.target(A);
      expect(await store.commit(A, version, [], heartbeat(2), undefined, ended)).toBe(true);

      expect(await all(store.matches(byTag.id, A))).toEqual([...ended, match('ünïcödé', 1)]);
      expect(await all(store.matches(other.id, A))).toEqual([]);
      const matches = new Map([
        ['a b', ended],
        ['ünïcödé', [match('ünïcödé', 1), match('ünïcödé', 1, null, B)]],
      ]);
      expect(await all(store.exceptions())).toEqual([
        { ...byTag, matches },
        { ...other, matches: new Map() },
      ]);
      expect(await all(store.exceptions({ matches: false }))).toEqual([byTag, other]);
      expect(await store.exception(byTag.id)).toEqual(byTag);

      const state = await store.target(A);
      expect(
        await store.commit(A, state.version, [change('a', 3, 'PASS')], heartbeat(3), undefined, many),
      ).toBe(true);
      expect(await all(store.matches(byTag.id, A))).toHaveLength(many.length + 3);
    });
  });
}

/** What every Evidence must do. */
export function evidenceContract(name: string, fresh: () => Promise<Evidence> | Evidence): void {
  describe(`${name}: the contract of evidence`, () => {
    test('an object is written once, with its note', async () => {
      const evidence = await fresh();
      expect(await evidence.get('runs/a')).toBeNull();
      expect(await evidence.put('runs/a', Buffer.from('first'), 'text/plain', '{"note":"ünïcödé\\n"}')).toBe(
        true,
      );
      expect(await evidence.put('runs/a', Buffer.from('second'), 'text/plain')).toBe(false);
      const stored = await evidence.get('runs/a');
      expect(Buffer.from(stored?.body ?? []).toString()).toBe('first');
      expect(stored?.note).toBe('{"note":"ünïcödé\\n"}');
    });

    test('keys of a folder are listed, sorted', async () => {
      const evidence = await fresh();
      for (const key of ['seals/2', 'runs/b', 'runs/a'])
        await evidence.put(key, Buffer.from(key), 'text/plain');
      const listed: string[] = [];
      for await (const key of evidence.list('runs/')) listed.push(key);
      expect(listed).toEqual(['runs/a', 'runs/b']);
    });
  });
}
