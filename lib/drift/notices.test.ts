import { describe, expect, test } from '@jest/globals';
import { AROUND, deployment } from '../../test/support/world.ts';
import type { Exception, Terms } from '../domain/exception.ts';
import { daysAfter } from '../domain/remediation.ts';
import { EVENTS } from '../report/event-contract.ts';
import { announce } from './announce.ts';
import { notice } from './notices.ts';

const A = '111111111111/eu-west-1';
const THING = 'arn:aws:test:eu-west-1:111111111111:thing/a';
const BEGAN = '2026-11-01T06:00:00.000Z';
const later = (days: number): string => daysAfter(BEGAN, days);

const taken = (arn: string) => ({
  by: { arn, account: '111111111111', userId: 'u', requestId: 'q' },
  at: BEGAN,
  file: { key: 'k', sha256: 'h' },
});
const exception = (differs: Partial<Terms> = {}, id = '2026-11-01-a'): Exception => ({
  id,
  terms: {
    covers: { rule: 'test-thing-in-order', resources: [THING] },
    reason: 'it is to be replaced',
    compensatingControl: 'it is looked at daily',
    ticket: 'SEC-7',
    start: BEGAN,
    expiry: later(20),
    renews: null,
    ...differs,
  },
  requested: taken('alice'),
  approved: taken('bob'),
  revoked: null,
});

/** A deployment that looks daily at a thing that fails from the first day on, and what it has announced. */
async function daily(days: number, exceptions: readonly Exception[], fixed = days) {
  const vouch = deployment();
  for (const one of exceptions) await vouch.store.saveException(one, null);
  const heard: string[] = [];
  for (let day = 0; day < days; day += 1) {
    await vouch.run(later(day), { [A]: { things: { a: day >= fixed } } });
    for (let time = 0; time < 2; time += 1) await notice(vouch); // a function may be called again
    const before = vouch.announcer.announced.length;
    await vouch.announced();
    for (const { type } of vouch.announcer.announced.slice(before))
      if (type !== 'Run Sealed') heard.push(`${day} ${type}`);
  }
  return { heard, events: vouch.announcer.announced };
}

describe('what time brings is announced once, on the day that it comes', () => {
  test('a finding of high severity is overdue after seven days', async () => {
    const { heard, events } = await daily(20, []);
    expect(heard).toEqual(['8 Remediation Overdue']);
    const event = events.find(({ type }) => type === 'Remediation Overdue');
    expect(EVENTS['Remediation Overdue'].parse(event?.detail)).toMatchObject({
      id: `overdue ${A} test-thing-in-order ${THING} ${BEGAN}`,
      severity: 'high',
      since: BEGAN,
      due: later(7),
      run: { sequence: 9 },
    });
  });

  test('one that is fixed in time is not', async () => {
    expect((await daily(12, [], 7)).heard).toEqual(['7 Control Restored']);
  });

  test('one that is accepted is when its exception has expired, which is announced twice before', async () => {
    const { heard, events } = await daily(25, [exception()]);
    expect(heard).toEqual(['13 Exception Expiring', '20 Exception Expired', '20 Remediation Overdue']);
    const [expiring] = events.filter(({ type }) => type === 'Exception Expiring');
    expect(EVENTS['Exception Expiring'].parse(expiring?.detail)).toEqual({
      version: 1,
      id: 'expiring 2026-11-01-a',
      exception: '2026-11-01-a',
      rule: 'test-thing-in-order',
      title: 'Things are in order',
      controls: ['encryption-at-rest'],
      criteria: expect.arrayContaining(['CC6.1']),
      resources: [THING],
      account: null,
      reason: 'it is to be replaced',
      compensatingControl: 'it is looked at daily',
      tag: null,
      ticket: 'SEC-7',
      requestedBy: 'alice',
      approvedBy: 'bob',
      start: BEGAN,
      expiry: later(20),
      renewedBy: [],
    });
  });

  test('a renewal is told, and accepts on', async () => {
    const renewal = exception(
      { start: later(19), expiry: later(60), renews: '2026-11-01-a' },
      '2026-11-20-b',
    );
    const { heard, events } = await daily(25, [exception(), renewal]);
    expect(heard).toEqual(['13 Exception Expiring', '20 Exception Expired']);
    expect(events.find(({ type }) => type === 'Exception Expired')?.detail).toMatchObject({
      renewedBy: ['2026-11-20-b'],
    });
  });

  test.each<[string, Partial<Exception>]>([
    ['was never approved', { approved: null }],
    ['was revoked', { revoked: { ...taken('bob'), reason: 'r' } }],
  ])('an exception that %s neither expires nor accepts', async (_, differs) => {
    expect((await daily(22, [{ ...exception(), ...differs }])).heard).toEqual(['8 Remediation Overdue']);
  });

  test('one for a whole account says which', async () => {
    const covers = { rule: 'gone', account: '111111111111' };
    const { events } = await daily(21, [exception({ covers })]);
    const event = events.find(({ type }) => type === 'Exception Expired');
    expect(EVENTS['Exception Expired'].parse(event?.detail)).toMatchObject({
      ...covers,
      title: 'gone',
      controls: [],
      resources: [],
    });
  });
});

test('more than are written together are all written', async () => {
  const vouch = deployment();
  const things = Object.fromEntries(Array.from({ length: 250 }, (_, index) => [`thing-${index}`, false]));
  await vouch.run(BEGAN, { [A]: { things } });
  await vouch.run(later(8), { [A]: { things } });
  await notice(vouch);
  const { store, announcer, clock } = vouch;
  for (const key of store.stream)
    await announce(key, {
      news: store,
      announcer,
      clock,
      rules: [],
      planned: async () => ({ id: null, map: AROUND }),
    });
  expect(announcer.announced.filter(({ type }) => type === 'Remediation Overdue')).toHaveLength(250);
});
