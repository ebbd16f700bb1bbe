import { describe, expect, test } from '@jest/globals';
import { memoryStore } from '../../test/support/memory.ts';
import type { Condition, Covers, Exception, Match } from '../domain/exception.ts';
import type { Evaluation } from '../domain/finding.ts';
import { compareMatches, conditionsAsked, type Looked } from './matches.ts';
import type { Population } from './transitions.ts';

const PLACE = { account: '111111111111', region: 'eu-west-1' };
const CONDITION: Condition = { exception: 'x', rule: 'rule', key: 'stage', value: 'sandbox' };
const AT = '2026-11-05T06:00:00.000Z';
const [BEFORE, LATER] = ['2026-11-04T06:00:00.000Z', '2026-11-05T07:00:00.000Z'];

const evaluation = (resource: string, differs: Partial<Evaluation> = {}) =>
  ({ rule: 'rule', resource, population: false, ...differs }) as Evaluation;
const tagged = (resource: string, value = 'sandbox') => evaluation(resource, { tags: { stage: value } });
const match = (resource: string, from: string, until: string | null = null): Match => ({
  ...PLACE,
  exception: 'x',
  resource,
  from,
  until,
  why: until && 'it no longer has the tag',
});
const compared = (
  known: readonly Match[],
  evaluations: readonly Evaluation[],
  looked: Partial<Looked> = {},
  population: Population = { state: 'listed' },
) => compareMatches(known, CONDITION, evaluations, { ...PLACE, startedAt: AT, ...looked }, () => population);

describe('what meets a condition', () => {
  test('begins with the run that first sees the tag, and lasts without a word', () => {
    expect(compared([], [tagged('a'), tagged('b', 'Sandbox'), evaluation('c', { tags: {} })])).toEqual([
      match('a', AT),
    ]);
    expect(compared([match('a', BEFORE)], [tagged('a')])).toEqual([]);
    expect(compared([match('a', AT)], [tagged('a')])).toEqual([]);
  });

  test('begins again when the tag comes back', () => {
    expect(compared([match('a', '2026-11-01', BEFORE)], [tagged('a')])).toEqual([match('a', AT)]);
  });

  test.each<[string, readonly Evaluation[], Partial<Looked>, Population, string]>([
    ['the tag is gone', [evaluation('a', { tags: {} })], {}, { state: 'listed' }, 'it no longer has the tag'],
    ['the tag has another value', [tagged('a', 'x')], {}, { state: 'listed' }, 'it no longer has the tag'],
    [
      'tags could not be read',
      [evaluation('a')],
      { untagged: { kind: 'denied', action: 'tag:GetResources', message: 'no' } },
      { state: 'listed' },
      'its tags could not be read: access to tag:GetResources was denied: no',
    ],
    [
      'nobody asked for tags',
      [evaluation('a')],
      {},
      { state: 'listed' },
      'its tags could not be read: nobody asked for them',
    ],
    ['the resource is gone', [tagged('b', 'x')], {}, { state: 'listed' }, 'no longer in the population'],
    [
      'the population could not be listed',
      [evaluation('*', { population: true })],
      {},
      { state: 'blind', reason: 'Not evaluated: x' },
      'it could not be looked for. Not evaluated: x',
    ],
    ['the rule is gone', [], {}, { state: 'inactive' }, 'the rule is no longer applied'],
    [
      'only another rule says so',
      [evaluation('a', { rule: 'other', tags: { stage: 'sandbox' } })],
      {},
      { state: 'listed' },
      'no longer in the population',
    ],
  ])('ends when %s', (_, evaluations, looked, population, why) => {
    expect(compared([match('a', BEFORE)], evaluations, looked, population)).toEqual([
      { ...match('a', BEFORE), until: AT, why },
    ]);
  });

  test('is left alone by whoever has looked earlier', () => {
    const [gone, there] = [[evaluation('a', { tags: {} })], [tagged('a')]];
    expect(compared([match('a', LATER)], gone)).toEqual([]);
    expect(compared([match('a', BEFORE, LATER)], there)).toEqual([]);
    expect(compared([match('a', BEFORE, LATER)], gone)).toEqual([]);
    expect(compared([match('a', BEFORE)], gone, {}, { state: 'unread' })).toEqual([]);
  });
});

describe('conditions are asked', () => {
  const taken = (at: string) => ({
    at,
    by: { arn: 'a', account: PLACE.account, userId: 'u', requestId: 'q' },
    file: { key: 'k', sha256: 'h' },
  });
  const asked = async (differs: Partial<Exception>, covers: Covers, since = AT) => {
    const store = memoryStore();
    const exception: Exception = {
      id: 'x',
      terms: {
        covers,
        reason: 'r',
        compensatingControl: 'c',
        ticket: null,
        start: '2026-11-10T00:00:00.000Z',
        expiry: '2026-12-01T00:00:00.000Z',
        renews: null,
      },
      requested: taken(BEFORE),
      approved: taken(BEFORE),
      revoked: null,
      ...differs,
    };
    await store.saveException(exception, null);
    return conditionsAsked(store, since);
  };
  const tag = { rule: 'rule', tag: { key: 'stage', value: 'sandbox' } };

  test('of approved exceptions about a tag, before they begin too, and of those that ended meanwhile', async () => {
    expect(await asked({}, tag)).toEqual([CONDITION]);
    expect(await asked({ revoked: { ...taken('2026-11-11T00:00:00.000Z'), reason: 'r' } }, tag)).toEqual([
      CONDITION,
    ]);
    expect(await asked({}, tag, '2026-11-30T23:59:59.999Z')).toEqual([CONDITION]);
  });

  test('of no other', async () => {
    expect(await asked({ approved: null }, tag)).toEqual([]);
    expect(await asked({ revoked: { ...taken(BEFORE), reason: 'r' } }, tag)).toEqual([]);
    expect(await asked({}, tag, '2026-12-01T00:00:00.000Z')).toEqual([]);
    expect(await asked({}, { rule: 'rule', account: PLACE.account })).toEqual([]);
  });
});
