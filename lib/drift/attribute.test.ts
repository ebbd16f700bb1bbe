import { describe, expect, test } from '@jest/globals';
import { memoryAnnouncer } from '../../test/support/memory.ts';
import type { Attribution, Attributions, EventHistory, Window } from '../domain/attribution.ts';
import type { FindingEvent } from '../domain/event.ts';
import type { Transition, TransitionKind } from '../domain/finding.ts';
import { seen, unseen } from '../domain/observed.ts';
import type { Announcer } from '../domain/ports.ts';
import { register } from '../domain/rule.ts';
import type { Run, RunStatus } from '../domain/run.ts';
import { noVerdicts, type Verdict } from '../domain/verdict.ts';
import { EVENTS } from '../report/event-contract.ts';
import { attribute } from './attribute.ts';

const RULE = { id: 's3-bucket-policy', reads: ['policy'] };
const at = (sequence: number): string => new Date(Date.UTC(2026, 10, sequence, 6)).toISOString();
const DRIFT: FindingEvent = {
  version: 1,
  id: '7 drift',
  account: '111122223333',
  accountName: 'shop',
  organizationalUnits: [],
  organizationalPath: [],
  region: 'eu-west-1',
  rule: RULE.id,
  title: 'Title',
  severity: 'high',
  controls: [],
  criteria: [],
  resource: 'arn:aws:s3:::shop',
  resourceType: 'AWS::S3::Bucket',
  from: 'PASS',
  to: 'FAIL',
  reason: 'everyone may read',
  at: at(7),
  run: { sequence: 7, id: 'run-7' },
};
const changed = (sequence: number, kind: TransitionKind, to: Verdict): Transition => {
  const { account, region, rule, resource, severity } = DRIFT;
  return {
    account,
    region,
    rule,
    resource,
    severity,
    type: DRIFT.resourceType,
    from: null,
    to,
    kind,
    reason: '',
    sequence,
    at: at(sequence),
  };
};
const run = (sequence: number, status: RunStatus = 'complete'): Run => ({
  sequence,
  id: `run-${sequence}`,
  startedAt: at(sequence),
  status,
  reason: null,
  sealedAt: null,
  seal: null,
  counts: noVerdicts(),
  targets: { expected: 1, scanned: 1 },
});
const EVENT = {
  record: {
    eventID: 'e1',
    eventName: 'PutBucketPolicy',
    eventSource: 's3.amazonaws.com',
    eventTime: '2026-11-06T15:00:00Z',
    userIdentity: { type: 'Root', arn: 'arn:aws:iam::111122223333:root' },
  },
  readOnly: false,
  resources: ['shop'],
};
const found: EventHistory['lookup'] = async () => seen({ events: [EVENT], complete: true });
const refused =
  (kind: 'denied' | 'throttled'): EventHistory['lookup'] =>
  async () =>
    unseen({ kind, action: 'cloudtrail:LookupEvents', message: `${kind}!` });

/** A deployment in which the bucket drifted in run 7. */
function desk({
  lookup = found,
  history = [changed(1, 'baseline', 'PASS'), changed(7, 'drift', 'FAIL')],
  runs = [1, 2, 3, 4, 5, 6, 7].map((sequence) => run(sequence)),
  announcer = memoryAnnouncer() as Announcer,
  now = '2026-11-07T06:30:00Z',
}: {
  readonly lookup?: EventHistory['lookup'];
  readonly history?: readonly Transition[];
  readonly runs?: readonly Run[];
  readonly announcer?: Announcer;
  readonly now?: string;
} = {}) {
  let stored: Attribution | null = null;
  let announced = false;
  const lookups: string[] = [];
  const windows: Window[] = [];
  const attributions: Attributions = {
    history: async () => history,
    read: async () => stored && { attribution: stored, announced },
    add: async (_, attribution) => {
      if (stored) return false;
      stored = attribution;
      return true;
    },
    markAnnounced: async () => {
      announced = true;
    },
  };
  const attributing = {
    attributions,
    history: {
      lookup: (...[target, asked, window]: Parameters<EventHistory['lookup']>) => {
        lookups.push(`${asked.by} ${asked.value}`);
        windows.push(window);
        return lookup(target, asked, window);
      },
    },
    store: { run: async (sequence: number) => runs.find((one) => one.sequence === sequence) ?? null },
    announcer,
    clock: () => new Date(now),
    rules: [register(RULE, 'hash')],
  };
  return {
    attributing,
    lookups,
    windows,
    stored: () => stored,
    deliver: (last = false) => attribute(DRIFT, attributing, last),
  };
}

test('a drift is followed by who made it: the event of the drift, and the call', async () => {
  const announcer = memoryAnnouncer();
  const { deliver, lookups, stored } = desk({ announcer });
  const detail = await deliver();
  expect(EVENTS['Drift Attributed'].parse(detail)).toEqual(detail);
  expect(lookups).toEqual(['ResourceName shop']);
  expect(stored()).toMatchObject({ outcome: 'certain' });
  expect(announcer.announced).toEqual([
    {
      type: 'Drift Attributed',
      time: DRIFT.at,
      detail: { ...DRIFT, id: 'attribution 7 drift', drift: '7 drift', attribution: stored() },
    },
  ]);
});

test('it is looked up and announced once, however often it is delivered', async () => {
  const announcer = memoryAnnouncer();
  const { deliver, lookups } = desk({ announcer });
  for (let time = 0; time < 3; time += 1) await deliver();
  expect(lookups).toHaveLength(1);
  expect(announcer.announced).toHaveLength(1);
});

test('stopped before it was announced, it is announced as it was noted', async () => {
  const heard = memoryAnnouncer();
  let stopped = false;
  const announcer: Announcer = {
    announce: async (announcements) => {
      if (!stopped) {
        stopped = true;
        throw new Error('stopped');
      }
      await heard.announce(announcements);
    },
  };
  const { deliver, lookups } = desk({ announcer });
  await expect(deliver()).rejects.toThrow('stopped');
  await deliver();
  expect(lookups).toHaveLength(1);
  expect(heard.announced).toHaveLength(1);
});

test('what somebody else has noted in the meantime is theirs to announce', async () => {
  const announcer = memoryAnnouncer();
  const { attributing } = desk({ announcer });
  const attributions = { ...attributing.attributions, add: async () => false };
  expect(await attribute(DRIFT, { ...attributing, attributions }, false)).toBeNull();
  expect(announcer.announced).toEqual([]);
});

describe('the window', () => {
  const windowOf = async (differs: Parameters<typeof desk>[0]) => {
    const { deliver, windows } = desk(differs);
    await deliver();
    return windows[0];
  };
  const to = '2026-11-07T06:20:00.000Z';

  test('reaches from the run before, with time for clocks that differ, until the target was read', async () => {
    expect(await windowOf({})).toEqual({ from: '2026-11-06T05:55:00.000Z', to });
  });

  test('begins before blindness, when it was last seen to pass', async () => {
    const history = [
      changed(1, 'baseline', 'PASS'),
      changed(4, 'blind-spot', 'NOT_EVALUATED'),
      changed(7, 'drift', 'FAIL'),
    ];
    expect(await windowOf({ history })).toEqual({ from: '2026-11-03T05:55:00.000Z', to });
  });

  test('is not that of a later drift', async () => {
    const history = [
      changed(1, 'baseline', 'PASS'),
      changed(7, 'drift', 'FAIL'),
      changed(8, 'restoration', 'PASS'),
      changed(9, 'drift', 'FAIL'),
    ];
    expect(await windowOf({ history })).toEqual({ from: '2026-11-06T05:55:00.000Z', to });
  });

  test('a run that was missed saw nothing', async () => {
    const runs = [run(4), run(5, 'missed'), run(6, 'missed'), run(7)];
    expect(await windowOf({ runs })).toMatchObject({ from: '2026-11-04T05:55:00.000Z' });
  });

  test('begins no earlier than CloudTrail remembers', async () => {
    expect(await windowOf({ runs: [] })).toMatchObject({ from: '2026-08-09T06:30:00.000Z' });
    expect(await windowOf({ now: '2027-02-04T07:00:00Z' })).toMatchObject({
      from: '2026-11-06T07:00:00.000Z',
    });
  });
});

test('what no name finds is searched by the calls that change it, and is said not to be there', async () => {
  const { deliver, lookups } = desk({ lookup: async () => seen({ events: [], complete: true }) });
  expect((await deliver())?.attribution).toMatchObject({
    outcome: 'not-found',
    reason: 'no call in that time changed the resource and succeeded',
  });
  expect(lookups).toEqual([
    'ResourceName shop',
    'ResourceName arn:aws:s3:::shop',
    'EventName DeleteBucketPolicy',
    'EventName PutBucketPolicy',
  ]);
});

test('a refusal is told at once; throttling is tried again, and told at last', async () => {
  const denied = await desk({ lookup: refused('denied') }).deliver();
  expect(denied?.attribution).toMatchObject({
    outcome: 'denied',
    reason: 'cloudtrail:LookupEvents: denied!',
    change: null,
  });
  const { deliver, stored } = desk({ lookup: refused('throttled') });
  await expect(deliver()).rejects.toThrow('throttled!');
  expect(stored()).toBeNull();
  expect((await deliver(true))?.attribution).toMatchObject({ outcome: 'throttled' });
});

test('a rule that is no longer there reads nothing: a call that names the resource is likely', async () => {
  const { attributing } = desk();
  expect((await attribute(DRIFT, { ...attributing, rules: [] }, false))?.attribution.outcome).toBe('likely');
});
