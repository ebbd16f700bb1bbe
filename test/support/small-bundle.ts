import { buildBundle } from '#lib/evidence/bundle.ts';
import { manage } from '#lib/evidence/exceptions.ts';
import { deployment } from './world.ts';

export const PERIOD = { from: '2026-11-02T00:00:00.000Z', to: '2026-11-08T00:00:00.000Z' };
const PLACE = '111111111111/eu-west-1';
const day = (number: number): string => `2026-11-0${number}T06:00:00Z`;

export type Vouch = ReturnType<typeof deployment>;

/** A run of a day, with one thing in order. */
export const runOn = (vouch: Vouch, number: number) =>
  vouch.run(day(number), { [PLACE]: { things: { a: number % 2 === 0 } } });

/** Four days, an exception among them. */
export async function fewDays(): Promise<Vouch> {
  const vouch = deployment();
  for (const number of [1, 2, 3]) await runOn(vouch, number);
  const account = '999999999999';
  const at = '2026-11-03T09:00:00Z';
  vouch.at(at, {});
  const terms = {
    covers: { rule: 'test-thing-in-order', account: '111111111111' },
    reason: 'it is to be replaced',
    compensatingControl: 'it is looked at daily',
    ticket: null,
    start: day(4),
    expiry: '2026-12-01T00:00:00.000Z',
    renews: null,
  };
  await manage(
    { step: 'request', terms },
    { arn: `arn:aws:iam::${account}:user/alice`, account, userId: 'alice', requestId: at },
    {
      ...vouch,
      clock: () => new Date(at),
      account,
      maxDays: 180,
      rules: vouch.rules.map(({ rule }) => rule),
    },
  );
  await runOn(vouch, 4);
  return vouch;
}

/** The bundle of these days. */
export const bundleOf = (vouch: Vouch, folder: string, clock = () => new Date('2026-11-09T10:00:00Z')) =>
  buildBundle(folder, PERIOD, { ...vouch.bundling('2026-11-09T10:00:00Z'), clock });
