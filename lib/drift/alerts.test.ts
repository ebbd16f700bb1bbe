import { describe, expect, test } from '@jest/globals';
import { memoryAlerts } from '../../test/support/alerts.ts';
import { driftOf } from '../../test/support/drift.ts';
import type { AlertRecord } from '../domain/alert.ts';
import type { Attribution } from '../domain/attribution.ts';
import type { Announcement, FindingEvent } from '../domain/event.ts';
import type { Exception } from '../domain/exception.ts';
import { register } from '../domain/rule.ts';
import type { Run } from '../domain/run.ts';
import { noVerdicts } from '../domain/verdict.ts';
import { letterOf } from '../report/letter.ts';
import { type Messenger, type Routing, route } from './alerts.ts';

const ACCOUNT = '111122223333';
const RULE = {
  id: 's3-bucket-policy',
  title: 'Buckets refuse everyone else',
  severity: 'high',
  controls: ['public-access-prevention'],
  risk: 'Anyone reads it.',
  remediation: { text: 'Deny it.', url: 'https://docs.aws.amazon.com/s3' },
};
const CAUSE = {
  eventId: 'e1',
  eventName: 'PutBucketPolicy',
  eventSource: 's3.amazonaws.com',
  principal: `arn:aws:sts::${ACCOUNT}:assumed-role/Admin/ann`,
  at: '2026-11-07T06:00:10.000Z',
};
const finding = (differs: Partial<FindingEvent> = {}): FindingEvent =>
  driftOf({ rule: RULE.id, title: RULE.title, ...differs });
type Type = Announcement['type'];
const told = (type: Type, detail: object): Announcement =>
  ({ type, time: '2026-11-07T06:00:30.000Z', detail }) as unknown as Announcement;
const drift = (...differs: Parameters<typeof finding>) => told('Control Drift Detected', finding(...differs));
const bucket = (name: string | number) => `arn:aws:s3:::${name}`;
const sealed = (sequence: number) =>
  told('Run Sealed', {
    version: 1,
    id: `run ${sequence}`,
    run: { sequence, id: `run-${sequence}`, startedAt: '2026-11-07T06:00:00.000Z' },
    status: 'complete',
    reason: null,
    sealedAt: '2026-11-07T06:10:00.000Z',
    seal: { key: 'k', sha256: 'a' },
    counts: { ...noVerdicts(), FAIL: 3 },
    targets: { expected: 2, scanned: 2 },
  });
const CHANGE = {
  eventId: 'e9',
  eventName: 'PutBucketPolicy',
  eventSource: 's3.amazonaws.com',
  time: '2026-11-07T05:59:00.000Z',
  principalType: 'AssumedRole',
  principal: CAUSE.principal,
  issuer: null,
  source: '192.0.2.1',
  invokedBy: null,
};
const attributed = (detail: FindingEvent, differs: Partial<Attribution> = {}) =>
  told('Drift Attributed', {
    ...detail,
    id: `attribution ${detail.id}`,
    drift: detail.id,
    attribution: {
      outcome: 'certain',
      reason: 'it can change what the rule reads',
      window: { from: '2026-11-06T06:00:00.000Z', to: '2026-11-07T06:20:00.000Z' },
      change: CHANGE,
      ...differs,
    },
  });
const EXCEPTION = {
  id: '2026-11-01-abcdef12',
  terms: {
    covers: { rule: RULE.id, resources: [bucket('shop')] },
    reason: 'r',
    compensatingControl: 'c',
    ticket: null,
    start: '2026-11-01T00:00:00.000Z',
    expiry: '2026-12-01T00:00:00.000Z',
    renews: null,
  },
  requested: { at: '2026-11-01T00:00:00.000Z' },
  approved: { at: '2026-11-01T00:00:00.000Z' },
  revoked: null,
} as unknown as Exception;

interface Sent {
  readonly channel: string;
  readonly alert: string;
  readonly text: string;
  readonly subject: string;
}

/** A record of alerts, and everything that was sent. */
function desk({
  alerts = memoryAlerts(),
  exceptions = [],
  fails = () => null,
}: {
  readonly alerts?: ReturnType<typeof memoryAlerts>;
  readonly exceptions?: readonly Exception[];
  /** Why the nth try to send fails. */
  readonly fails?: (attempt: number) => string | null;
} = {}) {
  const sent: Sent[] = [];
  let attempts = 0;
  let now = Date.parse('2026-11-07T06:00:50Z');
  const messenger: Messenger = {
    async send(alert, message) {
      attempts += 1;
      const why = fails(attempts);
      if (why) throw Object.assign(new Error(why), { name: 'ThrottledException' });
      const { text, subject } = letterOf(alert, message, [register(RULE, 'h')]);
      sent.push({ channel: message.channel, alert: alert.id, text, subject });
      return `message-${attempts}`;
    },
  };
  const routing: Routing = {
    alerts: alerts as AlertRecord,
    store: {
      run: async (sequence) =>
        ({
          sequence,
          startedAt: `2026-11-0${sequence}T06:00:00.000Z`,
          status: 'complete',
          remediation: { critical: 1, high: 7, medium: 30, low: 90 },
        }) as unknown as Run,
      async *exceptions() {
        yield* exceptions;
      },
    },
    attributions: { history: async () => [] },
    messenger,
    clock: () => new Date(now),
    rules: [register(RULE, 'hash')],
    digestOf: (text) => String([...text].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) | 0, 7)),
  };
  return {
    sent,
    alerts,
    routing,
    later: (ms: number) => {
      now += ms;
    },
    deliver: (events: readonly Announcement[], last = false) =>
      route(
        events.map((event) => ({ event, announcedAt: '2026-11-07T06:00:40.000Z' })),
        routing,
        () => last,
      ),
  };
}

describe('one message for one cause', () => {
  test('eighty changes by one call are one alert, however many batches they come in', async () => {
    const { deliver, sent, alerts } = desk();
    const events = Array.from({ length: 80 }, (_, name) => drift({ resource: bucket(name), cause: CAUSE }));
    await deliver(events.slice(0, 50));
    await deliver(events.slice(50));
    expect(sent).toHaveLength(1);
    expect(sent[0]?.subject).toBe(
      'Vouch high drift: 50 resources in shop: s3-bucket-policy (PutBucketPolicy by assumed-role/Admin/ann)',
    );
    expect(alerts.all()).toMatchObject([{ kind: 'drift', counts: { alert: 80 }, severity: 'high' }]);
    expect(alerts.all()[0]?.entries).toHaveLength(20);
    expect(sent[0]?.text).toContain('30 more: vouch drift --since 2026-11-07');
    expect(alerts.routed.size).toBe(80);
  });

  test('calls of another name, by another or a quarter of an hour later are others', async () => {
    const { deliver, sent } = desk();
    const at = (minutes: number) => new Date(Date.parse(CAUSE.at) + minutes * 60_000).toISOString();
    const causes = [
      CAUSE,
      { ...CAUSE, at: at(14) },
      { ...CAUSE, at: at(16) },
      { ...CAUSE, eventName: 'DeleteBucketPolicy' },
      { ...CAUSE, principal: 'arn:aws:iam::111122223333:user/bob' },
    ];
    await deliver(causes.map((cause, name) => drift({ resource: bucket(name), cause })));
    expect(sent).toHaveLength(4);
  });

  test('without a known call, changes of one resource in one run are one alert', async () => {
    const { deliver, sent } = desk();
    await deliver([drift(), drift({ rule: 'other' }), drift({ resource: bucket('b') })]);
    await deliver([drift({ rule: 'third' })]);
    expect(sent).toHaveLength(2);
  });

  test('blind spots of one target are one alert, as severe as the worst', async () => {
    const { deliver, sent } = desk();
    const blind = (rule: string, severity: FindingEvent['severity'], region = 'eu-west-1') =>
      told(
        'Blind Spot Opened',
        finding({ rule, severity, region, to: 'NOT_EVALUATED', reason: 'sts:AssumeRole: AccessDenied' }),
      );
    await deliver([blind('a', 'low'), blind('b', 'critical'), blind('c', 'info', 'eu-west-2')]);
    expect(sent.map(({ channel, subject }) => [channel, subject])).toEqual([
      ['critical', 'Vouch critical blind spot: 2 rules cannot be evaluated in shop, eu-west-1'],
    ]);
  });

  test('it is sent again when it gets worse, and then only', async () => {
    const { deliver, sent, alerts } = desk();
    const worse = (severity: FindingEvent['severity'], name: string) =>
      drift({ severity, resource: bucket(name), cause: CAUSE });
    await deliver([worse('medium', 'a')]);
    await deliver([worse('low', 'b'), worse('medium', 'c')]);
    await deliver([worse('critical', 'd')]);
    await deliver([worse('high', 'e')]);
    expect(sent.map(({ channel, alert }) => [channel, alert])).toEqual([
      ['medium', sent[0]?.alert],
      ['critical', sent[0]?.alert],
    ]);
    expect(alerts.all()).toHaveLength(1);
  });

  test('who did it follows as one update that names the alerts', async () => {
    const { deliver, sent, alerts } = desk();
    const [one, two] = [finding(), finding({ resource: bucket('b') })];
    await deliver([told('Control Drift Detected', one), told('Control Drift Detected', two)]);
    const drifted = sent.map(({ alert }) => alert).sort();
    await deliver([attributed(one), attributed(two)]);
    expect(sent).toHaveLength(3);
    expect(alerts.all().find(({ kind }) => kind === 'update')?.updates).toEqual(drifted);
    expect(sent[2]?.text).toContain(`This is about 2 alerts: ${drifted.join(', ')}`);
  });

  test('it does not follow where the alert has named the call; "not found" of a run is one message', async () => {
    const { deliver, sent } = desk();
    await deliver([attributed(finding({ cause: CAUSE }), { change: { ...CHANGE, eventId: CAUSE.eventId } })]);
    expect(sent).toEqual([]);
    const none = { outcome: 'not-found', change: null, reason: 'no call names it' } as const;
    await deliver([
      attributed(finding({ resource: bucket('x') }), none),
      attributed(finding({ resource: bucket('y') }), none),
    ]);
    expect(sent).toHaveLength(1);
    expect(sent[0]?.text).toContain('not-found: no call names it');
  });
});

describe('what can wait', () => {
  test('is told once a run, with what is accepted marked', async () => {
    const { deliver, sent, alerts } = desk({ exceptions: [EXCEPTION] });
    await deliver([
      drift(),
      drift({ severity: 'low', resource: bucket('b') }),
      told('Control Restored', finding({ resource: bucket('c') })),
    ]);
    expect(sent).toEqual([]);
    await deliver([sealed(7)]);
    await deliver([sealed(7)]);
    expect(sent).toHaveLength(1);
    const [{ text = '', subject = '', channel = '' } = {}] = sent;
    expect([channel, subject]).toEqual(['digest', 'Vouch daily digest: 4 events, 1 accepted']);
    expect(text).toMatch(
      /Control Drift Detected, high, accepted: s3-bucket-policy: arn:aws:s3:::shop in shop/,
    );
    expect(text).toMatch(/Control Restored, high: /);
    await deliver([sealed(8)]);
    expect(sent).toHaveLength(2);
    expect(sent[1]?.text).toContain('Nothing changed that could wait.');
    expect(alerts.all().map(({ kind }) => kind)).toEqual(['digest', 'digest']);
  });

  test('an exception that has expired accepts nothing: it is alerted again, and the notice is an alert', async () => {
    const terms = { ...EXCEPTION.terms, expiry: '2026-11-07T00:00:00.000Z' };
    const { deliver, sent } = desk({ exceptions: [{ ...EXCEPTION, terms }] });
    const notice = {
      id: 'expired x',
      exception: EXCEPTION.id,
      rule: RULE.id,
      title: RULE.title,
      controls: [],
      criteria: [],
      resources: [bucket('shop')],
      account: null,
      reason: 'r',
      compensatingControl: 'c',
      ticket: null,
      requestedBy: 'a',
      approvedBy: 'b',
      start: terms.start,
      expiry: terms.expiry,
      renewedBy: [],
    };
    await deliver([drift(), told('Exception Expired', notice)]);
    expect(sent.map(({ channel, subject }) => [channel, subject])).toEqual([
      ['high', 'Vouch high drift: shop in shop: s3-bucket-policy'],
      ['high', 'Vouch high exception: 2026-11-01-abcdef12 has ended'],
    ]);
  });

  test('a missed run does not wait', async () => {
    const { deliver, sent } = desk();
    await deliver([
      told('Run Missed', { id: 'run 9', run: { sequence: 9 }, reason: 'no run on 2026-11-09' }),
    ]);
    expect(sent).toMatchObject([
      { channel: 'high', subject: 'Vouch high missed run: no run was started, no run on 2026-11-09' },
    ]);
  });
});

describe('however it is delivered', () => {
  const EVENTS = [
    ...Array.from({ length: 5 }, (_, name) => drift({ resource: bucket(name), cause: CAUSE })),
    drift({ resource: bucket('alone') }),
    drift({ resource: bucket('low'), severity: 'low' }),
  ];

  test('twice, in another order, in parts: the same alerts, each sent once', async () => {
    const { deliver, sent, alerts } = desk();
    await deliver(EVENTS);
    await deliver([...EVENTS].reverse());
    for (const event of EVENTS) await deliver([event, event]);
    expect(sent).toHaveLength(2);
    expect(alerts.routed.size).toBe(EVENTS.length);
    expect(
      alerts
        .all()
        .map(({ counts }) => (counts.alert ?? 0) + (counts.digest ?? 0))
        .sort(),
    ).toEqual([1, 1, 5]);
  });

  test('two batches of one cause at the same time are one alert and one message', async () => {
    const { deliver, sent, alerts } = desk();
    await Promise.all([
      deliver(EVENTS.slice(0, 3)),
      deliver(EVENTS.slice(3, 5)),
      deliver(EVENTS.slice(1, 4)),
    ]);
    expect(alerts.all()).toMatchObject([{ counts: { alert: 5 } }]);
    expect(sent.length).toBeGreaterThan(0);
    expect(new Set(sent.map(({ alert }) => alert)).size).toBe(1);
  });

  test('SNS refuses at times: only what was not sent is handed over again, and then sent', async () => {
    const { deliver, sent, alerts } = desk({ fails: (attempt) => (attempt === 1 ? 'slow down' : null) });
    const failures = await deliver(EVENTS);
    const failed = EVENTS.filter(({ detail }) => failures.has(detail.id));
    expect(failed).toHaveLength(5);
    expect(alerts.all().flatMap(({ messages }) => messages.map(({ failure }) => failure))).toContain(
      'ThrottledException: slow down',
    );
    expect(await deliver(failed)).toEqual(new Map());
    expect(sent).toHaveLength(2);
    expect(alerts.all().flatMap(({ messages }) => messages)).toMatchObject([
      { messageId: 'message-3', failure: null, deadLettered: false },
      { messageId: 'message-2' },
    ]);
  });

  test('what was tried for the last time is noted as a dead letter, until somebody hands it over again', async () => {
    const { deliver, sent, alerts } = desk({ fails: (attempt) => (attempt <= 2 ? 'no' : null) });
    const [event] = EVENTS as [Announcement];
    await deliver([event]);
    await deliver([event], true);
    expect(alerts.all()[0]?.messages).toMatchObject([{ sentAt: null, deadLettered: true }]);
    await deliver([event]);
    expect(sent).toHaveLength(1);
    expect(alerts.all()[0]?.messages).toMatchObject([{ messageId: 'message-3', deadLettered: false }]);
  });

  test('stopped between SNS and note, it is sent again about the same alert', async () => {
    const alerts = memoryAlerts();
    let stopped = false;
    const { deliver, sent, routing } = desk({ alerts });
    const stopping: AlertRecord = {
      ...alerts,
      change: async (change) => {
        if (!stopped && change.events.length === 0) {
          stopped = true;
          throw new Error('stopped');
        }
        return alerts.change(change);
      },
    };
    const [event] = EVENTS as [Announcement];
    const failures = await route(
      [{ event, announcedAt: event.time }],
      { ...routing, alerts: stopping },
      () => false,
    );
    expect(failures.size).toBe(1);
    await deliver([event]);
    await deliver([event]);
    expect(sent).toHaveLength(2);
    expect(new Set(sent.map(({ alert }) => alert)).size).toBe(1);
  });

  test('delivered to two at once, of whom the first is stopped: the other sends', async () => {
    const alerts = memoryAlerts();
    const { deliver, sent, routing } = desk({ alerts });
    const [event] = EVENTS as [Announcement];
    const stopped: Messenger = { send: () => new Promise(() => {}) };
    // Both have looked before either writes.
    const looked = { ...alerts, alertsOf: async () => new Map<string, string>() };
    void route(
      [{ event, announcedAt: event.time }],
      { ...routing, alerts: looked, messenger: stopped },
      () => false,
    );
    expect(await deliver([event])).toEqual(new Map());
    expect(sent).toHaveLength(1);
  });

  test('ten thousand events of one call are one message', async () => {
    const { deliver, sent, alerts } = desk();
    const flood = Array.from({ length: 10_000 }, (_, name) =>
      drift({ resource: bucket(name), cause: CAUSE }),
    );
    for (let start = 0; start < flood.length; start += 1_000)
      await deliver(flood.slice(start, start + 1_000));
    expect(sent).toHaveLength(1);
    expect(alerts.all()).toMatchObject([{ counts: { alert: 10_000 } }]);
    expect(JSON.stringify(alerts.all()[0]).length).toBeLessThan(100_000);
  });
});
