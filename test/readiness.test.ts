import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Ask } from '#lib/domain/exception.ts';
import { manage } from '#lib/evidence/exceptions.ts';
import { type ControlReadiness, type Readiness, readinessOf } from '#lib/evidence/readiness.ts';
import { withTables } from '#lib/evidence/tables.ts';
import { DEFAULT_SCOPE } from '#lib/scope/scope.ts';
import { deployment } from './support/world.ts';

const A = '111111111111/eu-west-1';
const B = '222222222222/eu-west-1';
const arn = (name: string): string => `arn:aws:test:eu-west-1:111111111111:thing/${name}`;
const day = (number: number): string => `2026-11-${String(number).padStart(2, '0')}T06:00:00Z`;

const vouch = deployment({
  ...DEFAULT_SCOPE,
  owners: { 'human-mfa': 'Platform team' },
  remediation: { critical: 1, high: 3, medium: 30, low: 90 },
});
const take = (name: string, at: string, ask: Ask) =>
  manage(
    ask,
    { arn: `arn:aws:iam::999999999999:user/${name}`, account: '999999999999', userId: name, requestId: at },
    {
      ...vouch,
      clock: () => new Date(at),
      account: '999999999999',
      maxDays: 180,
      rules: vouch.rules.map(({ rule }) => rule),
    },
  );

let answer: Readiness;
let before: readonly string[];
const control = (id: string): ControlReadiness | undefined =>
  answer.controls.find((each) => each.control === id);

/** Eight days: one finding overdue, one overdue and accepted, one in time, one mended late, one unreadable, a day missed. */
beforeAll(async () => {
  const world = (things: Record<string, boolean | { fault: 'denied' }>) => ({
    [A]: { things },
    [B]: { things: { z: true } },
  });
  await vouch.run(day(1), world({ late: false, overdue: false, accepted: false, soon: true, blind: true }));
  for (const number of [2, 3, 5])
    await vouch.run(
      day(number),
      world({ late: false, overdue: false, accepted: false, soon: true, blind: true }),
    );
  await vouch.run(day(6), world({ late: true, overdue: false, accepted: false, soon: true, blind: true }));
  const terms = {
    covers: { rule: 'test-thing-in-order', resources: [arn('accepted')] },
    reason: 'it is to be replaced',
    compensatingControl: 'it is looked at daily',
    ticket: null,
    start: day(6),
    expiry: '2026-12-01T00:00:00.000Z',
    renews: null,
  };
  const { id } = await take('ann', day(6), { step: 'request', terms });
  await take('bob', day(6), { step: 'approve', id });
  await vouch.run(
    day(8),
    world({ late: true, overdue: false, accepted: false, soon: false, blind: { fault: 'denied' } }),
  );
  before = [...vouch.evidence.objects.keys()];
  answer = await withTables(
    { from: '2026-11-01T00:00:00.000Z', to: '2026-11-09T00:00:00.000Z' },
    vouch.bundling('2026-11-09T00:00:00.000Z'),
    readinessOf,
  );
});

describe('if the period ended now', () => {
  test('the control with findings comes first, with its counts', () => {
    expect(answer.controls[0]).toMatchObject({
      control: 'encryption-at-rest',
      automated: true,
      findings: { examined: 5, failing: 3, notEvaluated: 1 },
      overdue: 2,
      accepted: 1,
      unanswered: 1,
      late: 1,
      occurrences: { expected: 8, held: 6, missed: 2 },
    });
  });

  test('it says what to do, most pressing first', () => {
    expect(control('encryption-at-rest')?.next).toEqual([
      expect.stringMatching(/^fix 1 finding past the time to fix, or have them accepted/),
      expect.stringMatching(/^make 1 finding readable/),
      'fix 1 failing finding whose time runs',
      'write down why nothing was examined on 2026-11-04, 2026-11-07',
      expect.stringMatching(/^write down why not everything was examined on 2026-11-08/),
      'write down why 1 finding took longer to fix than allowed',
      'name who answers for it: owners.encryption-at-rest in scope.yaml',
    ]);
  });

  test('a control without a rule asks for what no rule can show; one with an owner does not ask for one', () => {
    expect(control('human-mfa')).toMatchObject({ automated: false, owner: 'Platform team' });
    expect(control('human-mfa')?.next).toEqual([
      expect.stringMatching(/^have ready what no rule can show: /),
    ]);
  });

  test('criteria that nothing evidences are named, those that may be left out apart', () => {
    expect(answer.scope).toEqual([
      expect.stringMatching(/^A1\.1, A1\.2, A1\.3 in scope, .* need not be examined/),
      expect.stringMatching(/^CC6\.2.* cannot be left out of SOC 2/),
    ]);
    expect(answer.scope.join()).not.toMatch(/CC6\.1,/);
  });

  test('nothing was signed or kept', () => {
    expect([...vouch.evidence.objects.keys()]).toEqual(before);
  });
});
