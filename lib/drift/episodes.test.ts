import { expect, test } from '@jest/globals';
import type { Transition, TransitionKind } from '../domain/finding.ts';
import { episodes } from './episodes.ts';

const at = (day: number): string => `2026-11-0${day}T06:00:00.000Z`;
const transition = (kind: TransitionKind, day: number, resource = 'a'): Transition => ({
  account: '111122223333',
  region: 'eu-west-1',
  rule: 'rule',
  resource,
  type: 'AWS::KMS::Key',
  severity: 'high',
  from: null,
  to: null,
  kind,
  reason: kind,
  sequence: day,
  at: at(day),
});
async function* stream(...all: readonly Transition[]) {
  yield* all;
}
/** What each kind of transition, a day after another, has come to: `kind`, open, end. */
const told = async (...kinds: readonly TransitionKind[]) =>
  (await episodes(stream(...kinds.map((kind, index) => transition(kind, index + 1))))).map(
    ({ transition: { kind }, open, endedAt }) => [kind, open, endedAt],
  );

test.each<[string, readonly TransitionKind[], readonly (readonly [string, boolean, string | null])[]]>([
  ['a baseline begins nothing', ['baseline', 'change'], []],
  ['drift lasts until now', ['drift'], [['drift', true, null]]],
  [
    'it ends with the restoration, which is never open',
    ['drift', 'restoration'],
    [
      ['drift', false, at(2)],
      ['restoration', false, null],
    ],
  ],
  ['it ends when the resource leaves', ['drift', 'left'], [['drift', false, at(2)]]],
  ['it ends when the rule applies no more', ['drift', 'change'], [['drift', false, at(2)]]],
  [
    'blindness does not end it, and ends itself when it is seen again',
    ['drift', 'blind-spot', 'sight-regained'],
    [
      ['drift', true, null],
      ['blind-spot', false, at(3)],
    ],
  ],
  [
    'one restoration after blindness ends both',
    ['drift', 'blind-spot', 'restoration'],
    [
      ['drift', false, at(3)],
      ['blind-spot', false, at(3)],
      ['restoration', false, null],
    ],
  ],
  [
    'drift found behind a blind spot ends that',
    ['blind-spot', 'drift'],
    [
      ['blind-spot', false, at(2)],
      ['drift', true, null],
    ],
  ],
  [
    'a second drift is another',
    ['drift', 'restoration', 'drift'],
    [
      ['drift', false, at(2)],
      ['restoration', false, null],
      ['drift', true, null],
    ],
  ],
])('%s', async (_, kinds, expected) => {
  expect(await told(...kinds)).toEqual(expected);
});

test('what happens to another finding, or elsewhere, ends nothing', async () => {
  const drift = transition('drift', 1);
  const elsewhere = { ...transition('restoration', 2), region: 'us-east-1' };
  const found = await episodes(stream(drift, transition('restoration', 2, 'b'), elsewhere));
  expect(found.find((episode) => episode.transition === drift)).toMatchObject({ open: true, endedAt: null });
});
