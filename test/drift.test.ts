import { readFileSync } from 'node:fs';
import { beforeAll, expect, jest, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { connect, DEPLOYMENT_VARIABLES } from '#lib/adapters/deployment.ts';
import { createResources } from '#lib/adapters/resources.ts';
import { run as vouch } from '#lib/cli/program.ts';
import type { Attribution } from '#lib/domain/attribution.ts';
import type { Transition, TransitionKind } from '#lib/domain/finding.ts';
import { noVerdicts } from '#lib/domain/verdict.ts';
import type { DriftDocument } from '#lib/report/contract.ts';
import { useMoto } from './support/moto.ts';

useMoto();
const SHOP = { account: '111122223333', region: 'eu-west-1' };
const BANK = { account: '444455556666', region: 'eu-west-1' };
const at = (day: number): string => new Date(Date.UTC(2025, 8, day, 6)).toISOString();
const key = (name: string): string => `arn:aws:kms:eu-west-1:${SHOP.account}:key/${name}`;
const sequences = new Map<number, number>();

const transition = (
  kind: TransitionKind,
  day: number,
  differs: Partial<Transition> & { readonly name?: string } = {},
): Transition => {
  const { name = 'one', ...rest } = differs;
  return {
    ...SHOP,
    rule: 'kms-key-rotation',
    resource: key(name),
    type: 'AWS::KMS::Key',
    severity: 'medium',
    from: 'PASS',
    to: 'FAIL',
    kind,
    reason: 'the key does not rotate',
    sequence: day,
    at: at(day),
    ...rest,
  };
};

const ATTRIBUTION: Attribution = {
  outcome: 'certain',
  reason: 'DisableKeyRotation can change what the rule reads: rotation',
  window: { from: at(2), to: at(3) },
  change: {
    eventId: 'e',
    eventName: 'DisableKeyRotation',
    eventSource: 'kms.amazonaws.com',
    time: at(2),
    principalType: 'AssumedRole',
    principal: `arn:aws:sts::${SHOP.account}:assumed-role/Admin/ann`,
    issuer: `arn:aws:iam::${SHOP.account}:role/Admin`,
    source: '192.0.2.7',
    invokedBy: null,
  },
};

beforeAll(async () => {
  const names = await createResources('drift');
  for (const [name, variable] of Object.entries(DEPLOYMENT_VARIABLES))
    process.env[variable] = names[name as keyof typeof names];
  const { store, attributions } = connect(names);
  const blind = { severity: 'high', reason: 'kms:GetKeyPolicy: AccessDenied' } as const;
  const happened = [
    transition('baseline', 1),
    transition('drift', 2),
    transition('drift', 3, { name: 'two' }),
    transition('restoration', 4, { from: 'FAIL', to: 'PASS' }),
    ...['a', 'b', 'c', 'd'].map((rule) =>
      transition('blind-spot', 5, { ...BANK, ...blind, rule, resource: 'arn:aws:kms:eu-west-1:*:key/*' }),
    ),
  ];
  for (const entry of happened) {
    const version = sequences.get(Number(entry.account)) ?? 0;
    sequences.set(Number(entry.account), version + 1);
    const heartbeat = {
      account: entry.account,
      region: entry.region,
      sequence: entry.sequence,
      scanned: true,
      unreachable: null,
      startedAt: entry.at,
      finishedAt: entry.at,
      counts: noVerdicts(),
      requests: 1,
      object: { key: 'k', sha256: 'h', rows: 0, merkleRoot: 'm' },
    };
    const change = { key: `${entry.rule} ${entry.resource}`, finding: null, transition: entry };
    expect(await store.commit(entry, version, [change], heartbeat)).toBe(true);
  }
  const drift = { ...SHOP, rule: 'kms-key-rotation', resource: key('two'), run: { sequence: 3 } };
  await attributions.add(drift, ATTRIBUTION);
  const run = { sequence: 1, id: 'run-1', startedAt: at(1), status: 'open', reason: null } as const;
  await store.addRun({
    ...run,
    sealedAt: null,
    seal: null,
    counts: noVerdicts(),
    targets: { expected: 0, scanned: 0 },
  });
}, 60_000);

/** Runs the command over September. @returns its exit code and what it printed */
async function drift(...options: readonly string[]): Promise<{ code: number; out: string }> {
  const out: string[] = [];
  const spies = (['stdout', 'stderr'] as const).map((stream) =>
    jest.spyOn(process[stream], 'write').mockImplementation(((chunk: unknown) => {
      out.push(String(chunk));
      return true;
    }) as never),
  );
  process.exitCode = undefined;
  const code = await vouch(['drift', ...options]);
  for (const spy of spies) spy.mockRestore();
  process.exitCode = undefined;
  return { code, out: out.join('') };
}
const SEPTEMBER = ['--since', '2025-09-01', '--until', '2025-09-30'];

test('a table: since when, until when, where, which control and criteria; a blind target is one line', async () => {
  const { code, out } = await drift(...SEPTEMBER);
  const lines = out.split('\n').map((line) => line.replace(/ {2,}/g, '  '));
  expect(lines).toEqual([
    'What changed from 2025-09-01 00:00 to 2025-10-01 00:00 UTC',
    'since  until  what  severity  account  region  resource  rule  controls  criteria  by  alert  acknowledged by  reason',
    '2025-09-02 06:00  2025-09-04 06:00  drift  medium  111122223333  eu-west-1  key/one  kms-key-rotation  encryption-key-lifecycle  CC6.1  the key does not rotate',
    '2025-09-03 06:00  open  drift  medium  111122223333  eu-west-1  key/two  kms-key-rotation  encryption-key-lifecycle  CC6.1  assumed-role/Admin/ann: DisableKeyRotation  the key does not rotate',
    '2025-09-04 06:00  restoration  medium  111122223333  eu-west-1  key/one  kms-key-rotation  encryption-key-lifecycle  CC6.1  the key does not rotate',
    '2025-09-05 06:00  open  blind-spot  high  444455556666  eu-west-1  key/*  4 rules  kms:GetKeyPolicy: AccessDenied',
    '',
    '2 drifts (1 open), 1 restoration, 4 blind spots (4 open)',
    '',
  ]);
  expect(code).toBe(1);
});

test('as JSON, by its schema', async () => {
  const { out } = await drift(...SEPTEMBER, '--json');
  const document = JSON.parse(out) as DriftDocument;
  const schema = JSON.parse(readFileSync('docs/schemas/drift.schema.json', 'utf8')) as object;
  const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(schema);
  validate(document);
  expect(validate.errors ?? []).toEqual([]);
  expect(document).toMatchObject({ since: '2025-09-01T00:00:00.000Z', until: '2025-10-01T00:00:00.000Z' });
  expect(document.transitions).toHaveLength(7);
  expect(document.transitions[0]).toMatchObject({
    kind: 'drift',
    resource: key('one'),
    open: false,
    endedAt: at(4),
    controls: ['encryption-key-lifecycle'],
    run: 2,
    attribution: null,
  });
  expect(document.transitions[1]).toMatchObject({ attribution: ATTRIBUTION });
});

test.each<[string, readonly string[], number, number]>([
  ['what is open, however old', ['--open'], 5, 1],
  [
    'what ended after the period had ended all the same',
    ['--since', '2025-09-02', '--until', '2025-09-02'],
    1,
    0,
  ],
  ['an account in which nothing can be seen', [...SEPTEMBER, '--account', BANK.account], 4, 3],
  ['a rule', [...SEPTEMBER, '--rule', 'kms-key-rotation'], 3, 1],
  ['a severity and above', [...SEPTEMBER, '--severity', 'high'], 4, 3],
  ['a criterion', [...SEPTEMBER, '--criterion', 'CC6.1'], 3, 1],
  ['a group of criteria', [...SEPTEMBER, '--criterion', 'CC6'], 3, 1],
  ['a criterion that nothing concerns', [...SEPTEMBER, '--criterion', 'A1.2'], 0, 0],
  ['nothing of late', ['--until', '2025-08-01'], 0, 0],
])('%s', async (_, options, rows, exit) => {
  const { code, out } = await drift(...options, '--json');
  expect((JSON.parse(out) as DriftDocument).transitions).toHaveLength(rows);
  expect(code).toBe(exit);
});

test('what cannot be used is told', async () => {
  expect(await drift('--criterion', 'CC60')).toMatchObject({
    code: 2,
    out: expect.stringMatching(/CC60: expected/),
  });
  expect(await drift('--severity', 'bad')).toMatchObject({
    code: 2,
    out: expect.stringMatching(/critical, high/),
  });
});
