import { afterEach, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { RequestLog, targetClients } from '#lib/adapters/clients.ts';
import {
  counted,
  mockConfig,
  RECORDED_ACCOUNT,
  RECORDED_NOW,
  RECORDER,
} from '../../test/support/recorder.ts';
import { AROUND } from '../../test/support/world.ts';
import { RECORDED } from '../collectors/recorded.ts';
import type { ResourceType } from '../domain/facts/index.ts';
import { surroundingsOf } from '../domain/surroundings.ts';
import { examine } from './examine.ts';
import type { Work } from './work.ts';

const config = mockConfig();
afterEach(() => void config.mock.reset());

const ALWAYS = 'AWS::S3::Bucket';
const PROVABLE = Object.keys(RECORDED);
const COUNTED = [...new Set(Object.values(RECORDED).flat())];

/** Examines a Region that has work of every type. @returns the types that were listed, and how many were not */
async function listedIn(
  region: string,
  known: readonly string[] = [],
): Promise<{ readonly listed: readonly string[]; readonly leftOut: number }> {
  const listed: string[] = [];
  const part = (type: string, recordedAs: readonly string[]): Work => ({
    collector: {
      type: type as ResourceType,
      service: 'test',
      where: 'region',
      list: {
        uses: [],
        read: () => {
          listed.push(type);
          return [];
        },
      },
      facts: {},
    },
    rules: [],
    facts: [],
    recordedAs,
  });
  const { leftOut } = await examine(
    { account: RECORDED_ACCOUNT, region, management: false, unreachable: null },
    [...Object.entries(RECORDED).map(([type, as]) => part(type, as)), part(ALWAYS, [])],
    targetClients(region, async () => ({ accessKeyId: 'test', secretAccessKey: 'test' }), new RequestLog()),
    {
      now: RECORDED_NOW,
      signal: new AbortController().signal,
      surroundings: surroundingsOf(RECORDED_ACCOUNT, AROUND),
    },
    async () => new Set(known),
  );
  return { listed: listed.sort(), leftOut };
}

const EVERYTHING = { listed: [...PROVABLE, ALWAYS].sort(), leftOut: 0 };

test('promise 1: a type that AWS Config counts, or that was there before, is always listed', async () => {
  await fc.assert(
    fc.asyncProperty(fc.subarray(COUNTED), fc.subarray(PROVABLE), async (there, known) => {
      const counts = Object.fromEntries([...there, 'AWS::EC2::VPC'].map((type) => [type, 1]));
      config.answer({ pages: [counted(counts)] });
      const { listed, leftOut } = await listedIn('eu-west-1', known);
      const due = Object.entries(RECORDED)
        .filter(([type, as]) => known.includes(type) || as.some((recorded) => recorded in counts))
        .map(([type]) => type);
      expect(listed).toEqual([...due, ALWAYS].sort());
      expect(leftOut).toBe(PROVABLE.length - due.length);
    }),
    { numRuns: 100, seed: 20261101 },
  );
});

test.each<[string, () => void]>([
  ['is refused', () => config.refuse()],
  ['answers without counts', () => config.answer({ pages: [{ totalDiscoveredResources: 1 }] })],
  [
    'records once a day',
    () =>
      config.answer({
        recorders: [{ ...RECORDER, recordingMode: { recordingFrequency: 'DAILY' } }],
        pages: [counted({ 'AWS::EC2::VPC': 1 })],
      }),
  ],
])('promise 1: where AWS Config %s, everything is listed', async (_, answer) => {
  answer();
  expect(await listedIn('eu-west-1')).toEqual(EVERYTHING);
});

test('promise 1: where AWS Config may leave out types, everything is listed', async () => {
  config.answer({ pages: [counted({ 'AWS::EC2::VPC': 1 })] });
  expect(await listedIn('ap-northeast-3')).toEqual(EVERYTHING);
});
