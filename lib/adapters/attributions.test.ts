import { beforeAll, expect, test } from '@jest/globals';
import { useMoto } from '../../test/support/moto.ts';
import type { Attribution } from '../domain/attribution.ts';
import type { Transition } from '../domain/finding.ts';
import { noVerdicts } from '../domain/verdict.ts';
import { connect, type Deployment } from './deployment.ts';
import { createResources } from './resources.ts';

useMoto();
const FINDING = {
  account: '111122223333',
  region: 'eu-west-1',
  rule: 'rule',
  resource: 'arn:aws:test:::thing',
};
const DRIFT = { ...FINDING, run: { sequence: 2 } };
const ATTRIBUTION: Attribution = {
  outcome: 'not-found',
  reason: 'nothing',
  window: { from: '2026-11-01T06:00:00.000Z', to: '2026-11-02T06:00:00.000Z' },
  change: null,
};
const transition = (sequence: number, resource = FINDING.resource): Transition => ({
  ...FINDING,
  resource,
  type: 'AWS::KMS::Key',
  severity: 'high',
  from: null,
  to: 'PASS',
  kind: 'baseline',
  reason: 'r',
  sequence,
  at: `2026-11-0${sequence}T06:00:00.000Z`,
});
let deployment: Deployment;
beforeAll(async () => {
  deployment = connect(await createResources('attributions'));
}, 60_000);

test('the history of a finding is its own, oldest first', async () => {
  const all = [transition(2), transition(1), transition(1, `${FINDING.resource} 2`)];
  const changes = all.map((one) => ({ key: `rule ${one.resource}`, finding: null, transition: one }));
  for (const [version, change] of changes.entries())
    await deployment.store.commit(FINDING, version, [change], {
      ...FINDING,
      sequence: 1,
      scanned: true,
      unreachable: null,
      startedAt: '',
      finishedAt: '',
      counts: noVerdicts(),
      requests: 0,
      object: { key: 'k', sha256: 'h', rows: 0, merkleRoot: 'm' },
    });
  expect(await deployment.attributions.history(FINDING)).toEqual([transition(1), transition(2)]);
});

test('an attribution is noted once, and as announced once it was', async () => {
  const { attributions } = deployment;
  expect(await attributions.read(DRIFT)).toBeNull();
  expect(await attributions.add(DRIFT, ATTRIBUTION)).toBe(true);
  expect(await attributions.add(DRIFT, { ...ATTRIBUTION, reason: 'another' })).toBe(false);
  expect(await attributions.read(DRIFT)).toEqual({ attribution: ATTRIBUTION, announced: false });
  expect(await attributions.read({ ...DRIFT, run: { sequence: 3 } })).toBeNull();
  await attributions.markAnnounced(DRIFT, '2026-11-02T07:00:00.000Z');
  expect(await attributions.read(DRIFT)).toMatchObject({ announced: true });
});
