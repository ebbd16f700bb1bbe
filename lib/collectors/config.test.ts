import { expect, test } from '@jest/globals';
import { collectAll } from '../../test/support/collect.ts';
import {
  type ConfigReplies,
  counted,
  mockConfig,
  RECORDED_ACCOUNT,
  RECORDED_NOW,
  RECORDER,
  STATUS,
} from '../../test/support/recorder.ts';
import { account } from './config.ts';

const config = mockConfig();
const PAGE = counted({ 'AWS::EC2::VPC': 2, 'AWS::EFS::FileSystem': 1 });

async function observed(replies: ConfigReplies, region = 'eu-west-1') {
  config.answer({ pages: [PAGE], ...replies });
  const found = await collectAll(account, { account: RECORDED_ACCOUNT, now: RECORDED_NOW, region });
  return found[`arn:aws:iam::${RECORDED_ACCOUNT}:root`]?.recordedCounts;
}

test('counts are told by type, sorted, from all pages', async () => {
  const value = { total: 3, counts: { 'AWS::EC2::VPC': 2, 'AWS::EFS::FileSystem': 1 } };
  expect(await observed({})).toEqual({ seen: true, value });
  const pages = [...PAGE.resourceCounts].reverse().map((count) => ({ ...PAGE, resourceCounts: [count] }));
  expect(await observed({ pages })).toEqual({ seen: true, value });
});

test('counts that do not add up are told as they are', async () => {
  expect(await observed({ pages: [{ ...PAGE, totalDiscoveredResources: 4 }] })).toMatchObject({
    seen: true,
    value: { total: 4, counts: { 'AWS::EC2::VPC': 2 } },
  });
});

test.each<[string, ConfigReplies, string]>([
  ['no recorder', { recorders: [] }, 'AWS Config does not record in this Region'],
  ['two recorders', { recorders: [RECORDER, RECORDER] }, 'does not record everything'],
  [
    'a recorder of another role',
    { recorders: [{ ...RECORDER, roleARN: 'other' }] },
    'does not record everything',
  ],
  ['one that is stopped', { statuses: [{ ...STATUS, recording: false }] }, 'does not record now'],
  ['no status', { statuses: [] }, 'does not record now'],
])('%s says why nothing is counted', async (_, replies, why) => {
  expect(await observed(replies)).toEqual({ seen: true, value: { unknown: expect.stringContaining(why) } });
});

test('in a Region in which Config may not know every type nothing is asked', async () => {
  expect(await observed({}, 'mx-central-1')).toEqual({
    seen: true,
    value: { unknown: expect.stringContaining('prove nothing') },
  });
  expect(config.mock.calls()).toHaveLength(0);
});

test.each([
  ['resourceCounts', [{ totalDiscoveredResources: 3 }]],
  ['count', [{ ...PAGE, resourceCounts: [{ resourceType: 'AWS::EC2::VPC' }] }]],
  ['resourceType', [{ ...PAGE, resourceCounts: [{ count: 3 }] }]],
  ['totalDiscoveredResources', [{ resourceCounts: PAGE.resourceCounts }]],
])('a reply without %s leaves it unseen', async (member, pages) => {
  expect(await observed({ pages })).toMatchObject({
    unseen: { kind: 'failed', message: expect.stringContaining(member) },
  });
});

test('a refusal leaves it unseen, with the action', async () => {
  config.refuse();
  const found = await collectAll(account, { account: RECORDED_ACCOUNT });
  expect(Object.values(found)[0]?.recordedCounts).toMatchObject({
    unseen: { kind: 'denied', action: 'config:DescribeConfigurationRecorders' },
  });
});
