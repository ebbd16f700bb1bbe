import { describe, expect, test } from '@jest/globals';
import { memoryAnnouncer } from '../../test/support/memory.ts';
import type { Transition, TransitionKind } from '../domain/finding.ts';
import type { ItemKey, News } from '../domain/ports.ts';
import { register } from '../domain/rule.ts';
import type { Run } from '../domain/run.ts';
import { noVerdicts } from '../domain/verdict.ts';
import { EVENTS } from '../report/event-contract.ts';
import { type Announcing, announce } from './announce.ts';

const ACCOUNT = '111122223333';
const RULE = { id: 'kms-key-rotation', title: 'Keys rotate', controls: ['encryption-key-lifecycle'] };
const transition = (kind: TransitionKind = 'drift'): Transition => ({
  account: ACCOUNT,
  region: 'eu-west-1',
  rule: 'kms-key-rotation',
  resource: `arn:aws:kms:eu-west-1:${ACCOUNT}:key/1`,
  type: 'AWS::KMS::Key',
  severity: 'medium',
  from: 'PASS',
  to: 'FAIL',
  kind,
  reason: 'the key does not rotate',
  sequence: 7,
  at: '2026-11-07T06:00:00.000Z',
});
const run = (differs: Partial<Run> = {}): Run => ({
  sequence: 7,
  id: '20261107T060000Z-000007',
  startedAt: '2026-11-07T06:00:00.000Z',
  status: 'complete',
  reason: null,
  sealedAt: '2026-11-07T06:10:00.000Z',
  seal: { key: 'seals/000000007.json', sha256: 'ab' },
  counts: noVerdicts(),
  targets: { expected: 1, scanned: 1 },
  ...differs,
});
const KEY: ItemKey = { pk: 'p', sk: 's' };
const PLACE = { name: 'shop', path: ['Root', 'Production'], ids: ['r-1', 'ou-1', ACCOUNT] };
const MAP = {
  organization: 'o-1',
  management: null,
  accounts: { [ACCOUNT]: PLACE },
  guardrails: { seen: true, value: { policies: {}, attached: {} } },
} as const;

/** A record with one piece of news, and a bus. */
function desk(news: News | null, differs: Partial<Announcing> = {}) {
  const announcer = memoryAnnouncer();
  const marked: string[] = [];
  const announcing: Announcing = {
    news: {
      read: async () => news && { news, announced: marked.length > 0 },
      markAnnounced: async (_, at) => {
        marked.push(at);
      },
    },
    announcer,
    clock: () => new Date('2026-11-07T06:11:00Z'),
    rules: [register(RULE, 'hash')],
    planned: async () => ({ id: '20261107T060000Z-000007', map: MAP }),
    ...differs,
  };
  return { announced: announcer.announced, marked, deliver: () => announce(KEY, announcing) };
}

describe('a transition', () => {
  test('becomes an event that can be matched by all it is about', async () => {
    const { deliver, announced, marked } = desk({ transition: transition() });
    await deliver();
    expect(announced).toEqual([
      {
        type: 'Control Drift Detected',
        time: '2026-11-07T06:00:00.000Z',
        detail: {
          version: 1,
          id: `7 ${ACCOUNT}/eu-west-1 kms-key-rotation arn:aws:kms:eu-west-1:${ACCOUNT}:key/1`,
          account: ACCOUNT,
          accountName: 'shop',
          organizationalUnits: ['r-1', 'ou-1'],
          organizationalPath: ['Root', 'Production'],
          region: 'eu-west-1',
          rule: 'kms-key-rotation',
          title: 'Keys rotate',
          severity: 'medium',
          controls: ['encryption-key-lifecycle'],
          criteria: ['CC6.1'],
          resource: `arn:aws:kms:eu-west-1:${ACCOUNT}:key/1`,
          resourceType: 'AWS::KMS::Key',
          from: 'PASS',
          to: 'FAIL',
          reason: 'the key does not rotate',
          at: '2026-11-07T06:00:00.000Z',
          run: { sequence: 7, id: '20261107T060000Z-000007' },
        },
      },
    ]);
    expect(marked).toEqual(['2026-11-07T06:11:00.000Z']);
  });

  test.each([
    ['drift', 'Control Drift Detected'],
    ['restoration', 'Control Restored'],
    ['blind-spot', 'Blind Spot Opened'],
    ['sight-regained', 'Blind Spot Closed'],
    ['left', 'Resource Left Scope'],
  ] as const)('%s is a %s', async (kind, type) => {
    const event = await desk({ transition: transition(kind) }).deliver();
    expect(event).toMatchObject({ type });
    expect(EVENTS[type].parse(event?.detail)).toEqual(event?.detail);
  });

  test.each(['baseline', 'change'] as const)('%s is in the record only', async (kind) => {
    const { deliver, announced, marked } = desk({ transition: transition(kind) });
    expect(await deliver()).toBeNull();
    expect([...announced, ...marked]).toEqual([]);
  });

  test('of a rule that is gone, seen by a run whose plan is gone, is announced all the same', async () => {
    const planned = async () => ({ id: null, map: null });
    expect(await desk({ transition: transition('left') }, { rules: [], planned }).deliver()).toMatchObject({
      detail: { title: 'kms-key-rotation', criteria: [], accountName: null, organizationalUnits: [] },
    });
  });
});

describe('a run', () => {
  test('is announced when it has its seal, as missed where it never started', async () => {
    const sha256 = 'a'.repeat(64);
    const event = await desk({ run: run({ seal: { key: 's', sha256 } }) }).deliver();
    expect(EVENTS['Run Sealed'].parse(event?.detail)).toEqual(event?.detail);
    expect(await desk({ run: run() }).deliver()).toMatchObject({
      type: 'Run Sealed',
      detail: { id: 'run 7', status: 'complete', seal: { key: 'seals/000000007.json' } },
    });
    expect(await desk({ run: run({ status: 'missed', reason: 'no run' }) }).deliver()).toMatchObject({
      type: 'Run Missed',
      detail: { reason: 'no run' },
    });
    expect(await desk({ run: run({ status: 'open', sealedAt: null, seal: null }) }).deliver()).toBeNull();
  });
});

describe('however often it is delivered', () => {
  test('it is announced once', async () => {
    const { deliver, announced } = desk({ transition: transition() });
    for (let time = 0; time < 5; time += 1) await deliver();
    expect(announced).toHaveLength(1);
  });

  test('it is not noted as announced before the bus has taken it', async () => {
    const refusing = { announce: () => Promise.reject(new Error('refused')) };
    const { deliver, marked } = desk({ transition: transition() }, { announcer: refusing });
    await expect(deliver()).rejects.toThrow('refused');
    expect(marked).toEqual([]);
  });

  test('stopped between bus and note, it is announced again with the same id', async () => {
    let stopped = false;
    const news = {
      read: async () => ({ news: { transition: transition() }, announced: false }),
      markAnnounced: async () => {
        if (!stopped) {
          stopped = true;
          throw new Error('stopped');
        }
      },
    };
    const { deliver, announced } = desk(null, { news });
    await expect(deliver()).rejects.toThrow('stopped');
    await deliver();
    const [first, second] = announced;
    expect(announced).toHaveLength(2);
    expect(second).toEqual(first);
  });

  test('what is no news is passed over', async () => {
    expect(await desk(null).deliver()).toBeNull();
  });
});
