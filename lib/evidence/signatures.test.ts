import { beforeEach, describe, expect, test } from '@jest/globals';
import { deployment } from '../../test/support/world.ts';
import type { LoggedSignature, SignatureRecord } from '../domain/signature.ts';
import { matchSignatures } from './verifier/verify.mjs';

const WORLD = { '111111111111/eu-west-1': { things: { a: true } } };
let vouch: ReturnType<typeof deployment>;
const object = <T>(key: string): T =>
  JSON.parse(Buffer.from(vouch.evidence.objects.get(key)?.body ?? []).toString()) as T;
const record = (sequence: number): SignatureRecord => object(`signatures/00000000${sequence}.json`);
beforeEach(() => {
  vouch = deployment();
});

describe('what a run reads of signatures', () => {
  test('first what the event history has, then from run to run, an hour late', async () => {
    const first = await vouch.run('2026-11-01T06:00:00Z', WORLD);
    await vouch.run('2026-11-02T06:00:00Z', WORLD);
    expect(record(1)).toMatchObject({ from: '2026-08-04T06:00:00.000Z', to: '2026-11-01T05:00:00.000Z' });
    expect(record(2)).toMatchObject({
      from: '2026-11-01T05:00:00.000Z',
      to: '2026-11-02T05:00:00.000Z',
      unseen: null,
      events: [{ time: '2026-11-01T06:00:00.000Z' }],
    });
    expect(first.objects.signatures?.key).toBe('signatures/000000001.json');
  });

  test("uses of other keys are nobody's business", async () => {
    await vouch.run('2026-11-01T06:00:00Z', WORLD);
    const [event] = vouch.trail.events;
    if (!event) throw new Error('nothing was signed');
    vouch.trail.events.push({ ...event, eventId: 'other', key: 'arn:aws:kms:eu-west-1:1:key/other' });
    vouch.trail.events.push({ ...event, eventId: 'unknown', key: null });
    await vouch.run('2026-11-02T06:00:00Z', WORLD);
    expect(record(2).events.map(({ eventId }) => eventId)).toEqual(['event-1', 'unknown']);
  });

  test('seals of one moment share one reading; days without a run cost none', async () => {
    await vouch.run('2026-11-01T06:00:00Z', WORLD);
    const { objects } = await vouch.run('2026-11-05T06:00:00Z', WORLD);
    expect(objects.signatures?.key).toBe('signatures/000000002.json');
    expect([...vouch.evidence.objects.keys()].filter((key) => key.startsWith('signatures/'))).toHaveLength(2);
  });

  test('what could not be read is read with what follows, as far back as there is a history', async () => {
    await vouch.run('2026-11-01T06:00:00Z', WORLD);
    vouch.trail.unseen = { kind: 'throttled', action: 'cloudtrail:LookupEvents', message: 'slow down' };
    await vouch.run('2026-11-02T06:00:00Z', WORLD);
    expect(record(2)).toMatchObject({ unseen: { kind: 'throttled' }, events: [] });
    vouch.trail.unseen = null;
    await vouch.run('2026-11-03T06:00:00Z', WORLD);
    expect(record(3)).toMatchObject({ from: '2026-11-01T05:00:00.000Z', events: [{}, {}] });
  });

  test('a record that was spoiled means to read further back', async () => {
    await vouch.run('2026-11-01T06:00:00Z', WORLD);
    vouch.evidence.objects.set('signatures/000000001.json', { body: Buffer.from('<html>'), note: '' });
    await vouch.run('2026-11-02T06:00:00Z', WORLD);
    expect(record(2)).toMatchObject({ from: '2026-08-05T06:00:00.000Z', events: [{}] });
  });

  test('a run that is sealed again signs nothing', async () => {
    vouch.at('2026-11-01T06:00:00Z', WORLD);
    const plan = await vouch.plan();
    const seal = await vouch.seal(plan);
    const signed = vouch.trail.events.length;
    expect(await vouch.seal(plan)).toEqual(seal);
    expect(vouch.trail.events).toHaveLength(signed);
  });
});

test('the public key is kept when it first seals, once', async () => {
  await vouch.run('2026-11-01T06:00:00Z', WORLD);
  await vouch.run('2026-11-02T06:00:00Z', WORLD);
  const keys = [...vouch.evidence.objects.keys()].filter((key) => key.startsWith('keys/'));
  expect(keys).toHaveLength(1);
  const { pem } = await vouch.signer.publicKey();
  expect(object(keys[0] ?? '')).toMatchObject({ pem, firstSeal: 1, from: '2026-11-01T06:00:00.000Z' });
});

test('what is matched with what does not depend on the order of files and events, also of one moment', () => {
  const at = '2026-11-01T06:00:00.000Z';
  const signed = ['chain/seals/1.json', 'chain/signed/a.json', 'chain/signed/b.json'].map((name) => ({
    name,
    at,
  }));
  const event = (eventId: string): LoggedSignature => ({
    ...{ eventId, time: at, principal: null, issuer: null, requestId: null },
    ...{ key: null, messageType: null, error: null },
  });
  const matched = (files: typeof signed, events: readonly LoggedSignature[]) =>
    matchSignatures(files, [{ from: '2026-11-01', to: '2026-11-02', unseen: null, events: [...events] }]);
  for (const ids of [[], ['1'], ['1', '2']]) {
    const events = ids.map(event);
    expect(matched([...signed].reverse(), [...events].reverse())).toEqual(matched(signed, events));
  }
  expect(matched(signed, [event('1')]).count.withoutEvent).toEqual([
    'chain/signed/a.json',
    'chain/signed/b.json',
  ]);
});
