import type { Ask } from '#lib/domain/exception.ts';
import { type Bundle, buildBundle } from '#lib/evidence/bundle.ts';
import { manage } from '#lib/evidence/exceptions.ts';
import { deployment } from './world.ts';

const A = '111111111111/eu-west-1';
const B = '222222222222/eu-west-1';
const day = (number: number): string => `2026-11-${String(number).padStart(2, '0')}T06:00:00Z`;

/** Names that people really could give to resources, and worse. */
export const HOSTILE = [
  '<img src=x onerror="document.title=1">',
  '"><script>document.title=1</script>',
  '=cmd|"/C calc"!A0',
  '\u202egpj.exe\u2066',
  'x'.repeat(900),
  '🔥, "quoted"\n&amp; \u0000',
  '</svg></style></title>',
  '東京',
];

/**
 * The bundle of ten days with gaps, drift, repair, exceptions and hostile names.
 * @param many so many more things that fail
 */
export async function humanBundle(folder: string, many = 0): Promise<Bundle> {
  const vouch = deployment();
  const hostile = Object.fromEntries(HOSTILE.map((name) => [name, false]));
  const failing = Object.fromEntries(Array.from({ length: many }, (_, index) => [`many-${index}`, false]));
  const things = { a: true, b: true, ...hostile, ...failing };
  const z = { things: { z: true } };
  await vouch.run(day(1), { [A]: { things }, [B]: z });
  await vouch.run(day(2), { [A]: { things: { ...things, a: false } }, [B]: z });
  await vouch.run(day(4), {
    [A]: { things: { ...things, b: { fault: 'denied' } } },
    [B]: { things: {}, refused: { fault: 'denied' } },
  });
  await vouch.run(day(6), { [A]: { things: { ...things, a: false } }, [B]: z });
  await vouch.run(day(9), { [A]: { things: { ...things, a: false, b: false } }, [B]: z });

  const take = (name: string, at: string, ask: Ask) => {
    const [account, arn] = ['999999999999', `arn:aws:iam::999999999999:user/${name}`];
    return manage(
      ask,
      { arn, account, userId: name, requestId: at },
      {
        ...vouch,
        clock: () => new Date(at),
        account,
        maxDays: 180,
        rules: vouch.rules.map(({ rule }) => rule),
      },
    );
  };
  const terms = {
    covers: { rule: 'test-thing-in-order', resources: ['arn:aws:test:eu-west-1:111111111111:thing/a'] },
    reason: 'it is replaced by <b>another</b>',
    compensatingControl: 'it is looked at daily',
    ticket: 'OPS-1',
    start: day(6),
    expiry: '2026-12-01T00:00:00.000Z',
    renews: null,
  };
  const { id } = await take('alice', '2026-11-06T09:00:00Z', { step: 'request', terms });
  await take('bob', '2026-11-06T10:00:00Z', { step: 'approve', id });
  return buildBundle(
    folder,
    { from: '2026-11-02T00:00:00.000Z', to: '2026-11-12T00:00:00.000Z' },
    vouch.bundling('2026-11-13T10:00:00Z'),
  );
}
