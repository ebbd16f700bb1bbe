import { describe, expect, test } from '@jest/globals';
import type { Evaluation, Finding } from '../domain/finding.ts';
import { VERDICTS, type Verdict } from '../domain/verdict.ts';
import { compare, type Population, transitionKind } from './transitions.ts';

const LISTED: Population = { state: 'listed' };
const AT = {
  account: '111122223333',
  region: 'eu-west-1',
  sequence: 7,
  startedAt: '2026-11-07T06:00:00.000Z',
};

const evaluation = (resource: string, verdict: Verdict): Evaluation => ({
  rule: 'rule',
  ruleHash: 'hash',
  resource,
  population: false,
  type: 'AWS::KMS::Key',
  severity: 'high',
  account: AT.account,
  region: AT.region,
  verdict,
  reason: `seen ${verdict}`,
  facts: {},
  parameters: {},
  missing: [],
});
const stored = (
  resource: string,
  verdict: Verdict,
  lastSeen: Verdict | null = verdict,
): [string, Finding] => [
  `rule ${resource}`,
  {
    account: AT.account,
    region: AT.region,
    rule: 'rule',
    resource,
    type: 'AWS::KMS::Key',
    severity: 'high',
    verdict,
    reason: 'before',
    population: resource.endsWith('*'),
    lastSeen: verdict === 'NOT_EVALUATED' ? lastSeen : verdict,
    since: '2026-11-01T06:00:00.000Z',
    sequence: 1,
  },
];

describe('the kind of a transition', () => {
  test.each([
    [null, 'PASS', null, 'baseline'],
    [null, 'NOT_EVALUATED', null, 'blind-spot'],
    ['PASS', 'FAIL', 'PASS', 'drift'],
    ['FAIL', 'PASS', 'FAIL', 'restoration'],
    ['PASS', 'NOT_EVALUATED', 'PASS', 'blind-spot'],
    ['NOT_EVALUATED', 'PASS', 'PASS', 'sight-regained'],
    ['NOT_EVALUATED', 'PASS', null, 'sight-regained'],
    ['NOT_EVALUATED', 'FAIL', 'PASS', 'drift'],
    ['NOT_EVALUATED', 'PASS', 'FAIL', 'restoration'],
    ['NOT_EVALUATED', 'NOT_APPLICABLE', 'PASS', 'change'],
    ['PASS', 'NOT_APPLICABLE', 'PASS', 'change'],
    ['FAIL', null, 'FAIL', 'left'],
  ] as const)('%s to %s, last seen %s, is %s', (from, to, lastSeen, kind) => {
    expect(transitionKind(from, to, lastSeen)).toBe(kind);
  });
});

describe('comparing a run with what is stored', () => {
  test.each(VERDICTS)('an unchanged %s is no change', (verdict) => {
    expect(compare(new Map([stored('a', verdict)]), [evaluation('a', verdict)], AT, () => LISTED)).toEqual(
      [],
    );
  });

  test('the requests behind it, which are others in each run, change nothing and are not kept', () => {
    const asked = { ...evaluation('a', 'PASS'), requests: ['KMS.ListKeys 1'] };
    expect(compare(new Map([stored('a', 'PASS')]), [asked], AT, () => LISTED)).toEqual([]);
    const [drift] = compare(new Map([stored('a', 'FAIL')]), [asked], AT, () => LISTED);
    expect(JSON.stringify(drift)).not.toContain('KMS.ListKeys');
  });

  test('a change carries the new state and how it came about', () => {
    const changes = compare(new Map([stored('a', 'PASS')]), [evaluation('a', 'FAIL')], AT, () => LISTED);
    expect(changes).toMatchObject([
      {
        key: 'rule a',
        finding: { verdict: 'FAIL', lastSeen: 'FAIL', since: AT.startedAt, sequence: 7, reason: 'seen FAIL' },
        transition: { from: 'PASS', to: 'FAIL', kind: 'drift', at: AT.startedAt, sequence: 7 },
      },
    ]);
  });

  test('blindness keeps what was seen last, so that drift behind it is still drift', () => {
    const [blind] = compare(
      new Map([stored('a', 'PASS')]),
      [evaluation('a', 'NOT_EVALUATED')],
      AT,
      () => LISTED,
    );
    expect(blind?.finding).toMatchObject({ verdict: 'NOT_EVALUATED', lastSeen: 'PASS' });
    const later = compare(
      new Map([['rule a', blind?.finding as Finding]]),
      [evaluation('a', 'FAIL')],
      AT,
      () => LISTED,
    );
    expect(later[0]?.transition.kind).toBe('drift');
  });

  test('a resource that is gone from a listed population leaves', () => {
    const changes = compare(new Map([stored('a', 'FAIL')]), [], AT, () => LISTED);
    expect(changes).toMatchObject([
      { finding: null, transition: { kind: 'left', reason: 'no longer in the population' } },
    ]);
  });

  test('a resource of a population that could not be listed goes blind instead of leaving', () => {
    const changes = compare(new Map([stored('a', 'PASS')]), [], AT, () => ({
      state: 'blind',
      reason: 'denied',
    }));
    expect(changes).toMatchObject([
      { finding: { verdict: 'NOT_EVALUATED', lastSeen: 'PASS', reason: 'denied' } },
    ]);
  });

  test('a population that can be listed again is seen again; nothing has left', () => {
    const changes = compare(new Map([stored('*', 'NOT_EVALUATED', null)]), [], AT, () => LISTED);
    expect(changes).toMatchObject([
      {
        finding: null,
        transition: { kind: 'sight-regained', to: null, reason: 'the population can be listed again' },
      },
    ]);
  });

  test('a rule that is no longer applied takes its findings with it, and says so', () => {
    const changes = compare(new Map([stored('a', 'PASS')]), [], AT, () => ({ state: 'inactive' }));
    expect(changes).toMatchObject([
      { finding: null, transition: { reason: 'the rule is no longer applied' } },
    ]);
  });
});
