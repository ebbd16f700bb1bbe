import { describe, expect, test } from '@jest/globals';
import { type Observed, seen, unseen } from '../domain/observed.ts';
import { defineRule, register } from '../domain/rule.ts';
import { fail, pass } from '../domain/verdict.ts';
import { blind, evaluate } from './evaluate.ts';

const TARGET = { account: '111122223333', region: 'eu-west-1' };
const DENIED = { kind: 'denied', action: 'kms:DescribeKey', message: 'no' } as const;

const rule = register(
  defineRule({
    id: 'kms-key-whole',
    title: 'A key is whole',
    severity: 'high',
    area: 'encryption',
    resource: 'AWS::KMS::Key',
    reads: ['state', 'spec'],
    controls: ['encryption-at-rest'],
    risk: 'Halves.',
    remediation: { text: 'Mend it.', url: 'https://docs.aws.amazon.com/' },
    check: ({ spec }) => (spec === 'whole' ? pass('it is') : fail('it is not')),
  }),
  'a'.repeat(64),
);
const active = { rule, parameters: {} };

const key = (spec: Observed<string> = seen('whole'), requests?: Record<string, readonly string[]>) => ({
  arn: 'arn:aws:kms:eu-west-1:111122223333:key/a',
  facts: { state: seen('Enabled'), spec, other: seen(1) },
  ...(requests && { requests }),
});

describe('an evaluation names the requests', () => {
  const requests = {
    state: ['KMS.DescribeKey 2', 'KMS.ListKeys 1'],
    spec: ['KMS.GetKeyRotationStatus 3', 'KMS.ListKeys 1'],
    other: ['KMS.GetKeyPolicy 4'],
  };

  test('of the facts that the rule reads, each once, sorted, and of no others', () => {
    expect(evaluate(active, key(seen('whole'), requests), TARGET)).toMatchObject({
      verdict: 'PASS',
      requests: ['KMS.DescribeKey 2', 'KMS.GetKeyRotationStatus 3', 'KMS.ListKeys 1'],
    });
  });

  test('of a fact that is unseen as well', () => {
    expect(evaluate(active, key(unseen(DENIED), requests), TARGET)).toMatchObject({
      verdict: 'NOT_EVALUATED',
      requests: expect.arrayContaining(['KMS.GetKeyRotationStatus 3']),
    });
  });

  test('in one list with other evaluations of the resource, where they rest on the same', () => {
    const one = { state: requests.state, spec: [...requests.state] };
    expect(evaluate(active, key(seen('whole'), one), TARGET).requests).toBe(requests.state);
  });

  test('that are none where nothing was asked', () => {
    expect(evaluate(active, key(), TARGET).requests).toEqual([]);
  });

  test('in which its whole population was refused', () => {
    expect(
      blind(active, 'arn:aws:kms:eu-west-1:111122223333:*', true, DENIED, TARGET, ['KMS.ListKeys 9']),
    ).toMatchObject({ verdict: 'NOT_EVALUATED', population: true, requests: ['KMS.ListKeys 9'] });
  });
});
