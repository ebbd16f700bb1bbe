import { describe, expect, test } from '@jest/globals';
import { deployment } from '../../test/support/world.ts';
import { exportFindings } from './export.ts';
import type { AsffFinding } from './machine/asff.ts';

const A = '111111111111/eu-west-1';
const HUB = { partition: 'aws', account: '999999999999', region: 'eu-central-1' };
const day = (number: number): string => `2026-11-${String(number).padStart(2, '0')}T06:00:00Z`;

/** Runs a world, and exports at the end of a day. */
async function exporting(refuse: readonly string[] = []) {
  const vouch = deployment();
  const batches: (readonly AsffFinding[])[] = [];
  return {
    vouch,
    batches,
    told: () =>
      Object.fromEntries(
        batches
          .flat()
          .map(({ Resources: [resource], Compliance, RecordState }) => [
            resource?.Id.split('/').pop(),
            `${Compliance.Status} ${RecordState}`,
          ]),
      ),
    export: (at: string) =>
      exportFindings({
        store: vouch.store,
        importer: {
          async import(findings) {
            batches.push(findings);
            return refuse;
          },
        },
        rules: vouch.rules.map(({ rule }) => rule),
        hub: HUB,
        clock: () => new Date(at),
      }),
  };
}

describe('what Security Hub is told after a run', () => {
  test('what fails, what ended lately, and nothing of what always passed', async () => {
    const { vouch, told, batches, export: exported } = await exporting();
    await vouch.run(day(1), {
      [A]: { things: { fails: false, mended: false, gone: false, unseen: false, passes: true } },
    });
    await vouch.run(day(2), {
      [A]: { things: { fails: false, mended: true, unseen: { fault: 'denied' }, passes: true } },
    });
    expect(await exported(day(3))).toEqual({ failing: 1, ended: 3 });
    expect(told()).toEqual({
      fails: 'FAILED ACTIVE',
      mended: 'PASSED ACTIVE',
      gone: 'NOT_AVAILABLE ARCHIVED',
      unseen: 'WARNING ACTIVE',
    });
    expect(batches.flat().find(({ Compliance }) => Compliance.Status === 'FAILED')).toMatchObject({
      SchemaVersion: '2018-10-08',
      ProductArn: 'arn:aws:securityhub:eu-central-1:999999999999:product/999999999999/default',
      AwsAccountId: '999999999999',
      GeneratorId: 'vouch/test-thing-in-order',
      UpdatedAt: '2026-11-03T06:00:00.000Z',
      FirstObservedAt: '2026-11-01T06:00:00.000Z',
      Severity: { Label: 'HIGH' },
      ProductFields: { 'vouch/account': '111111111111', 'vouch/verdict': 'FAIL' },
      Resources: [
        { Type: 'Other', Id: 'arn:aws:test:eu-west-1:111111111111:thing/fails', Region: 'eu-west-1' },
      ],
      Compliance: { RelatedRequirements: ['SOC 2 CC6.1'] },
    });
  });

  test('what fails again is told as failing, once', async () => {
    const { vouch, batches, export: exported } = await exporting();
    for (const [number, inOrder] of [false, true, false].entries())
      await vouch.run(day(number + 1), { [A]: { things: { a: inOrder } } });
    await exported(day(4));
    expect(batches.flat().map(({ Compliance }) => Compliance.Status)).toEqual(['FAILED']);
  });

  test('a failure goes on being told, under the same id; one that ended is told for a week', async () => {
    const { vouch, batches, export: exported } = await exporting();
    await vouch.run(day(1), { [A]: { things: { a: false, b: false } } });
    await vouch.run(day(2), { [A]: { things: { a: false, b: true } } });
    await exported(day(3));
    await exported(day(20));
    const [first, second] = batches;
    expect(first).toHaveLength(2);
    expect(second?.map(({ Id }) => Id)).toEqual([
      first?.find(({ Compliance }) => Compliance.Status === 'FAILED')?.Id,
    ]);
  });

  test('at most a hundred at once, and long texts are cut to what ASFF allows', async () => {
    const { vouch, batches, export: exported } = await exporting();
    const names = Array.from({ length: 150 }, (_, index) => `${index}-${'x'.repeat(700)}`);
    await vouch.run(day(1), { [A]: { things: Object.fromEntries(names.map((name) => [name, false])) } });
    await exported(day(2));
    expect(batches.map((batch) => batch.length)).toEqual([100, 50]);
    expect(new Set(batches.flat().map(({ Id }) => Id)).size).toBe(150);
    for (const { Resources } of batches.flat()) expect(Resources[0]?.Id.length).toBeLessThanOrEqual(512);
  });

  test('what was not taken is an error that names it, after everything else was told', async () => {
    const { vouch, batches, export: exported } = await exporting(['some-id: InvalidInput: made up']);
    const names = Array.from({ length: 101 }, (_, index) => String(index));
    await vouch.run(day(1), { [A]: { things: Object.fromEntries(names.map((name) => [name, false])) } });
    await expect(exported(day(2))).rejects.toThrow('did not take 2 findings: some-id: InvalidInput: made up');
    expect(batches).toHaveLength(2);
  });
});
