import { expect, test } from '@jest/globals';
import { RequestLog, targetClients } from '#lib/adapters/clients.ts';
import {
  type ConfigReplies,
  counted,
  mockConfig,
  RECORDED_ACCOUNT,
  RECORDED_NOW,
  RECORDER,
  STATUS,
} from '../../test/support/recorder.ts';
import { AROUND } from '../../test/support/world.ts';
import { surroundingsOf } from '../domain/surroundings.ts';
import { loadCollectors } from './index.ts';
import { presence } from './presence.ts';
import { openTarget } from './reader.ts';
import { PRESENCE_ACTIONS, RECORDED } from './recorded.ts';

const config = mockConfig();
const { recordingGroup: GROUP, recordingMode: MODE } = RECORDER;
const COUNTS = { 'AWS::EC2::VPC': 2, 'AWS::EFS::FileSystem': 1 };
const TYPES = new Set(Object.keys(COUNTS));
const PAGE = counted(COUNTS);

const ask = (region = 'eu-west-1') =>
  openTarget(
    { account: RECORDED_ACCOUNT, region },
    targetClients(region, async () => ({ accessKeyId: 'test', secretAccessKey: 'test' }), new RequestLog()),
    {
      now: RECORDED_NOW,
      signal: new AbortController().signal,
      surroundings: surroundingsOf(RECORDED_ACCOUNT, AROUND),
    },
  ).ask(presence);

/** What is taken for proved when Config answers so. */
async function proved(replies: ConfigReplies): Promise<ReadonlySet<string> | null> {
  config.answer({ pages: [PAGE], ...replies });
  return ask();
}

test('a recorder that records everything tells which types there are, on two pages too', async () => {
  expect(await proved({})).toEqual(TYPES);
  const pages = PAGE.resourceCounts.map((count) => ({ ...PAGE, resourceCounts: [count] }));
  expect(await proved({ pages })).toEqual(TYPES);
});

test('AWS writes the status in two ways', async () => {
  expect(await proved({ statuses: [{ ...STATUS, lastStatus: 'Success' }] })).toEqual(TYPES);
});

test('a type that is counted is there, even with none', async () => {
  expect(await proved({ pages: [counted({ ...COUNTS, 'AWS::Lambda::Function': 0 })] })).toContain(
    'AWS::Lambda::Function',
  );
});

const recorder = (differing: object): ConfigReplies => ({ recorders: [{ ...RECORDER, ...differing }] });
const group = (differing: object) => recorder({ recordingGroup: { ...GROUP, ...differing } });
const mode = (differing: object) => recorder({ recordingMode: { ...MODE, ...differing } });
const status = (differing: object): ConfigReplies => ({ statuses: [{ ...STATUS, ...differing }] });
const DAILY = { resourceTypes: ['AWS::EFS::FileSystem'], recordingFrequency: 'DAILY' };

test.each<[string, ConfigReplies]>([
  ['no recorder', { recorders: [] }],
  ['two recorders', { recorders: [RECORDER, RECORDER] }],
  ['a recorder of another service', recorder({ servicePrincipal: 'securityhub.amazonaws.com' })],
  ['a recorder that costs nothing', recorder({ recordingScope: 'INTERNAL' })],
  ['a role of somebody', recorder({ roleARN: `arn:aws:iam::${RECORDED_ACCOUNT}:role/ConfigRecorder` })],
  [
    'the role of another account',
    recorder({ roleARN: RECORDER.roleARN.replace(RECORDED_ACCOUNT, '444455556666') }),
  ],
  ['not everything', group({ allSupported: false })],
  ['all but some types', group({ recordingStrategy: { useOnly: 'EXCLUSION_BY_RESOURCE_TYPES' } })],
  ['some types', group({ recordingStrategy: { useOnly: 'INCLUSION_BY_RESOURCE_TYPES' } })],
  ['a type excluded', group({ exclusionByResourceTypes: { resourceTypes: ['AWS::EC2::VPC'] } })],
  ['a type named', group({ resourceTypes: ['AWS::EC2::VPC'] })],
  ['once a day', mode({ recordingFrequency: 'DAILY' })],
  ['a type once a day', mode({ recordingModeOverrides: [DAILY] })],
  ['no status', { statuses: [] }],
  ['two statuses', { statuses: [STATUS, STATUS] }],
  ['the status of another recorder', status({ name: 'other' })],
  ['the status of a service', status({ servicePrincipal: 'securityhub.amazonaws.com' })],
  ['stopped', status({ recording: false })],
  ['failing', status({ lastStatus: 'FAILURE' })],
  ['pending', status({ lastStatus: 'PENDING' })],
  ['started a day ago', status({ lastStartTime: new Date('2026-10-31T06:00:00Z') })],
  ['nothing at all', { pages: [counted({})] }],
  ['more than the page shows', { pages: [{ ...PAGE, totalDiscoveredResources: 4 }] }],
  ['another sum on the second page', { pages: [PAGE, counted({})] }],
  ['no sum', { pages: [{ resourceCounts: PAGE.resourceCounts }] }],
])('%s proves nothing', async (_, replies) => {
  expect(await proved(replies)).toBeNull();
});

/** An object with each of its members taken away in turn, also those within. */
function* lacking(whole: object): Generator<readonly [string, object]> {
  for (const [name, member] of Object.entries(whole)) {
    yield [name, Object.fromEntries(Object.entries(whole).filter(([other]) => other !== name))];
    if (Object.getPrototypeOf(member) !== Object.prototype) continue;
    for (const [within, rest] of lacking(member)) yield [`${name}.${within}`, { ...whole, [name]: rest }];
  }
}

/** Members whose absence says the same as their emptiness, and those that do not matter. */
const DISPENSABLE =
  /^(?:arn|recordingScope|recordingGroup\.(?:includeGlobal|resourceTypes|exclusionBy)|recordingMode\.recordingModeOverrides)/;

test.each([
  ...[...lacking(RECORDER)].map(([name, rest]) => [`recorder's ${name}`, { recorders: [rest] }] as const),
  ...[...lacking(STATUS)].map(([name, rest]) => [`status's ${name}`, { statuses: [rest] }] as const),
])('without the %s nothing is proved, if it matters', async (name, replies) => {
  expect((await proved(replies)) !== null).toBe(DISPENSABLE.test(name.replace("recorder's ", '')));
});

test.each([
  ['resourceCounts', [{ totalDiscoveredResources: 3 }]],
  ['count', [{ ...PAGE, resourceCounts: [{ resourceType: 'AWS::EC2::VPC' }] }]],
  ['resourceType', [{ ...PAGE, resourceCounts: [{ count: 3 }] }]],
])('without a %s it throws', async (member, pages) => {
  await expect(proved({ pages })).rejects.toThrow(member);
});

test('a refusal throws, with the action', async () => {
  config.refuse();
  await expect(ask()).rejects.toThrow('config:DescribeConfigurationRecorders');
});

test('a Region without a recorder costs one request, one in which Config may leave out types none', async () => {
  await proved({ recorders: [] });
  expect(config.mock.calls()).toHaveLength(1);
  config.answer({ pages: [PAGE] });
  expect(await ask('mx-central-1')).toBeNull();
  expect(config.mock.calls()).toHaveLength(0);
});

test('the actions are those that it uses', () => {
  expect(presence.uses.map(({ action }) => action).sort()).toEqual(PRESENCE_ACTIONS);
});

test('every type that may be left out is listed Region by Region', async () => {
  const collectors = await loadCollectors();
  for (const type of Object.keys(RECORDED)) {
    const places = collectors.filter((collector) => collector.type === type).map(({ where }) => where);
    expect([type, ...new Set(places)]).toEqual([type, 'region']);
  }
  expect(RECORDED).not.toHaveProperty('AWS::::Account');
});
