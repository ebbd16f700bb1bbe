import { describe, expect, test } from '@jest/globals';
import type { Plan, Run } from '../domain/run.ts';
import { noVerdicts } from '../domain/verdict.ts';
import { accountsTotal, configTotals, eventTotal, principalsTotal, runTotals, uncounted } from './totals.ts';

const TARGET = { account: '111111111111', region: 'eu-west-1' };
const listing = (operation: string, parameters: Record<string, string>) => ({
  operation,
  action: operation,
  paged: true,
  lists: true,
  parameters,
});
const TYPES = new Map([
  ['AWS::ACM::Certificate', { recordedAs: [], operations: [] }],
  ['AWS::CertificateManager::Certificate', { recordedAs: ['AWS::ACM::Certificate'], operations: [] }],
  ['AWS::EC2::Instance', { recordedAs: ['AWS::EC2::Instance'], operations: [] }],
  ['AWS::ECS::Service', { recordedAs: ['AWS::ECS::Cluster', 'AWS::ECS::Service'], operations: [] }],
  [
    'AWS::RDS::DBSnapshot',
    { recordedAs: [], operations: [listing('RDS.DescribeDBSnapshots', { SnapshotType: 'manual' })] },
  ],
  ['AWS::S3::Bucket', { recordedAs: [], operations: [listing('S3.ListBuckets', {})] }],
]);
const compared = (listed: Record<string, number | null>, counts: Record<string, number>) =>
  [...configTotals(TARGET, new Map(Object.entries(listed)), { counts, requests: 'Config.x 1' }, TYPES)].map(
    ({ listing: type, listed: found, independent, difference, explanation }) => [
      type,
      found,
      independent,
      difference,
      explanation,
    ],
  );

describe('resources beside the counts of AWS Config', () => {
  test('equal numbers need no explanation; what neither knows is left out', () => {
    expect(compared({ 'AWS::EC2::Instance': 3 }, { 'AWS::EC2::Instance': 3, 'AWS::EC2::VPC': 1 })).toEqual([
      ['AWS::EC2::Instance', 3, 3, 0, ''],
    ]);
  });

  test('what was not listed and is counted is a difference', () => {
    expect(compared({}, { 'AWS::S3::Bucket': 2 })).toEqual([
      [
        'AWS::S3::Bucket',
        0,
        2,
        -2,
        expect.stringMatching(/^not explained .*--resource-type AWS::S3::Bucket"$/),
      ],
    ]);
  });

  test("Config's silence is a zero where it is known to record the type, and nothing elsewhere", () => {
    expect(compared({ 'AWS::EC2::Instance': 1, 'AWS::S3::Bucket': 1 }, {})).toEqual([
      ['AWS::EC2::Instance', 1, 0, 1, expect.stringContaining('not explained')],
      ['AWS::S3::Bucket', 1, '', '', expect.stringContaining('may not record')],
    ]);
  });

  test('a type that Config calls otherwise is compared by that name; one that several stand for by its own', () => {
    expect(
      compared(
        { 'AWS::CertificateManager::Certificate': 2, 'AWS::ECS::Service': 4 },
        { 'AWS::ACM::Certificate': 2, 'AWS::ECS::Cluster': 1, 'AWS::ECS::Service': 4 },
      ),
    ).toEqual([
      ['AWS::ACM::Certificate', 0, 2, -2, expect.any(String)],
      ['AWS::CertificateManager::Certificate', 2, 2, 0, ''],
      ['AWS::ECS::Service', 4, 4, 0, ''],
    ]);
  });

  test('a listing that failed has no number, and none is made up', () => {
    expect(compared({ 'AWS::EC2::Instance': null }, { 'AWS::EC2::Instance': 3 })).toEqual([
      ['AWS::EC2::Instance', '', 3, '', 'it could not be listed: see gaps/not-evaluated.csv'],
    ]);
  });

  test('a difference says what the listing itself asked', () => {
    const [[, , , , why] = []] = compared({ 'AWS::RDS::DBSnapshot': 1 }, { 'AWS::RDS::DBSnapshot': 9 });
    expect(why).toMatch(/; listed by RDS\.DescribeDBSnapshots with \{"SnapshotType":"manual"\}$/);
  });

  test('where Config counts nothing, it says why', () => {
    expect(uncounted(TARGET, 7, 'AWS Config does not record in this Region')).toMatchObject({
      listed: 7,
      independent: '',
      difference: '',
      explanation: 'AWS Config does not record in this Region',
    });
  });
});

const run = (sequence: number, day: number, status: Run['status'] = 'complete'): Run => ({
  sequence,
  id: `run-${sequence}`,
  startedAt: `2026-11-0${day}T06:00:00.000Z`,
  status,
  reason: null,
  sealedAt: null,
  seal: null,
  counts: noVerdicts(),
  targets: { expected: 1, scanned: 1 },
});
const PERIOD = { from: '2026-11-01T00:00:00.000Z', to: '2026-11-05T00:00:00.000Z' };

describe('runs beside the days that they were due', () => {
  test('a missed day is a difference, two runs on one day make up for none', () => {
    const [days, numbers] = runTotals([run(7, 1), run(8, 1), run(9, 2, 'missed'), run(10, 4)], PERIOD);
    expect(days).toMatchObject({ listing: 'runs', listed: 2, independent: 4, difference: -2 });
    expect(days?.explanation).toContain('gaps/calendar.csv');
    expect(numbers).toMatchObject({ listing: 'seals', listed: 4, independent: 4, explanation: '' });
  });

  test('a number that is left out shows', () => {
    expect(runTotals([run(1, 1), run(3, 2)], PERIOD)[1]).toMatchObject({
      listed: 2,
      independent: 3,
      difference: -1,
      explanation: 'runs are missing from the record',
    });
  });
});

test('accounts that were walked, left out ones too, stand beside those that Organizations lists', () => {
  const account = { id: '111111111111', name: 'a', path: [] };
  const plan = { accounts: [account], excluded: [{ ...account, reason: 'suspended' }], accountsTotal: 3 };
  expect(accountsTotal(plan as unknown as Plan)).toMatchObject({
    listed: 2,
    independent: 3,
    difference: -1,
    explanation: expect.stringContaining('came or went'),
  });
});

test("principals stand beside IAM's own summary", () => {
  expect(principalsTotal('111111111111', 'roles', 7, 7, 'IAM.x 1\nIAM.y 2')).toMatchObject({
    listing: 'AWS::IAM::Role',
    difference: 0,
    requests: 'IAM.x 1\nIAM.y 2',
    explanation: '',
  });
  expect(principalsTotal('111111111111', 'users', 7, 8, '')).toMatchObject({
    listing: 'AWS::IAM::User',
    difference: -1,
    explanation: expect.stringContaining('iam-review-population-complete'),
  });
});

test('events that were routed stand beside those that the record calls for', () => {
  expect(eventTotal('Drift Observed', 2, 3)).toMatchObject({
    listing: 'events',
    difference: -1,
    explanation: expect.stringContaining('dead letters'),
  });
});
