import { gzipSync } from 'node:zlib';
import { expect, test } from '@jest/globals';
import { memoryEvidence } from '../../test/support/memory.ts';
import type { Decision } from '../domain/access-review.ts';
import type { EvaluationRow } from '../domain/finding.ts';
import type { Pinned, Run, TargetResult } from '../domain/run.ts';
import { canonical, sha256 } from './canonical.ts';
import { type Due, type Outcome, prove } from './review-proof.ts';

const ACCOUNT = '111111111111';
const arn = (name: string): string => `arn:aws:iam::${ACCOUNT}:user/${name}`;

/** What a run saw: users with their owners; null for one that was not read in full; or why nobody was listed. */
type Seen = Readonly<Record<string, string | null>> | 'blind' | 'not scanned' | 'lost' | 'not looked for';

const evaluation = (resource: string, owner: string | null): Partial<EvaluationRow> => ({
  type: 'AWS::IAM::User',
  account: ACCOUNT,
  resource,
  parameters: {},
  facts: owner === null ? {} : { tags: { Owner: owner } },
  missing: owner === null ? [{ kind: 'denied', action: 'iam:ListUserTags', message: 'no' }] : [],
});

function evaluations(seen: Seen): readonly Partial<EvaluationRow>[] {
  if (seen === 'blind') return [evaluation(`arn:aws:iam::${ACCOUNT}:*`, null)];
  return typeof seen === 'string'
    ? []
    : Object.entries(seen).map(([name, owner]) => evaluation(arn(name), owner));
}

/** Asks what became of a decision about ann, by runs from 1 on. @returns the outcome in short, and the objects read */
async function fateOf(
  decision: Decision,
  days: readonly Seen[],
  left?: number,
): Promise<{ readonly outcome: string; readonly reads: number; readonly faults: readonly string[] }> {
  const evidence = memoryEvidence();
  const keep = async (key: string, body: Uint8Array): Promise<Pinned> => {
    await evidence.put(key, body, '');
    return { key, sha256: sha256(body) };
  };
  const packed = (rows: readonly object[]) => gzipSync(rows.map((row) => `${canonical(row)}\n`).join(''));
  const runs: Run[] = [];
  for (const [index, seen] of days.entries()) {
    const sequence = index + 1;
    const at = `2026-11-${String(sequence).padStart(2, '0')}T06:00:00.000Z`;
    const object = await keep(`evaluations ${sequence}`, packed(evaluations(seen)));
    const result: Partial<TargetResult> = {
      account: ACCOUNT,
      region: 'aws-global',
      scanned: seen !== 'not scanned',
      startedAt: at,
      object: { ...object, ...(seen === 'lost' && { key: 'nowhere' }), rows: 0, merkleRoot: '' },
    };
    const targets = await keep(`results ${sequence}`, packed([result]));
    const payload = Buffer.from(JSON.stringify({ objects: { targets } })).toString('base64');
    const seal = await keep(`seal ${sequence}`, Buffer.from(JSON.stringify({ payload })));
    runs.push({ sequence, startedAt: at, seal } as Run);
  }
  const due: Due = {
    type: 'AWS::IAM::User',
    account: ACCOUNT,
    name: 'ann',
    resource: arn('ann'),
    decision,
    comment: 'x',
    ownAccess: false,
    review: 'r',
    sequence: 1,
  };
  const faults: string[] = [];
  let reads = 0;
  const outcomes = await prove(
    [due],
    {
      runs,
      evidence: {
        get: (key) => {
          if (key.startsWith('evaluations')) reads += 1;
          return evidence.get(key);
        },
      },
      looked: (_, { sequence }) => days[sequence - 1] !== 'not looked for',
      leftAt: () => left,
    },
    faults,
  );
  const { fate, run, detail } = outcomes.get(due) as Outcome;
  return { outcome: `${fate} ${run} ${detail}`.trim(), reads, faults };
}

const ANN = { ann: 'core', bob: 'core' };
const GONE = { bob: 'core' };

test.each<[string, Decision, readonly Seen[], number | undefined, string]>([
  ['gone in the next run', 'remove', [ANN, GONE, GONE], 2, 'removed 2'],
  ['gone later, told by findings', 'remove', [ANN, ANN, ANN, GONE, GONE], 4, 'removed 4'],
  ['gone later, found by halving', 'remove', [ANN, ANN, ANN, GONE, GONE, GONE, GONE], undefined, 'removed 4'],
  ['still there', 'remove', [ANN, ANN, ANN], undefined, 'still there 3'],
  ['still there, with another owner', 'remove', [ANN, { ann: 'me' }], undefined, 'still there 2 owner'],
  ['still there, and not read in full', 'remove', [ANN, { ann: null }], undefined, 'still there 2'],
  ['still there when last seen', 'remove', [ANN, ANN, 'blind', 'not scanned'], undefined, 'still there 2'],
  [
    'nobody was listed any more',
    'remove',
    [ANN, 'blind', 'not scanned'],
    undefined,
    'not seen  no later run of the period could list it',
  ],
  ['no run came after', 'remove', [ANN], undefined, 'not seen  no later run of the period could list it'],
  [
    'nobody was looked for: an empty list is no proof',
    'remove',
    [ANN, 'not looked for'],
    undefined,
    'not seen  no later run of the period could list it',
  ],
  ['the list is lost: nor is that', 'remove', [ANN, ANN, 'lost'], undefined, 'still there 2'],
  ['gone while nobody could list', 'remove', [ANN, 'blind', 'blind', GONE], 4, 'removed 4'],
  [
    'gone, and there again with the same name',
    'remove',
    [ANN, GONE, ANN, ANN],
    2,
    'removed 2 there again: run 4 saw it at 2026-11-04T06:00:00.000Z',
  ],
  ['gone twice: the first time counts', 'remove', [ANN, GONE, ANN, GONE], 2, 'removed 2'],
  ['a finding ended because its rule did', 'remove', [ANN, ANN, ANN], 2, 'still there 3'],
  ['changed', 'change', [ANN, ANN, { ann: 'web' }, { ann: 'web' }], undefined, 'changed 3 owner'],
  ['as it was', 'change', [ANN, ANN, ANN], undefined, 'as reviewed 3'],
  ['changed, and changed back', 'change', [ANN, { ann: 'web' }, ANN], undefined, 'as reviewed 3'],
  ['gone instead of changed', 'change', [ANN, ANN, GONE], undefined, 'removed 3'],
  ['what could not be read is no change', 'change', [ANN, ANN, { ann: null }], undefined, 'as reviewed 2'],
  [
    'not read in full when reviewed',
    'change',
    [{ ann: null }, ANN],
    undefined,
    'not seen  it was not read in full when it was reviewed',
  ],
])('%s', async (_, decision, days, left, expected) => {
  expect((await fateOf(decision, days, left)).outcome).toBe(expected);
});

test('what is lost is a fault', async () => {
  expect((await fateOf('remove', [ANN, 'lost'])).faults).toEqual(['nowhere is missing from the bucket']);
});

test('of a year few runs are looked at', async () => {
  const year = Array.from({ length: 365 }, (_, day): Seen => ({ ann: day < 200 ? 'core' : 'web' }));
  const { outcome, reads } = await fateOf('change', year);
  expect(outcome).toBe('changed 201 owner');
  expect(reads).toBeLessThanOrEqual(11);
});
