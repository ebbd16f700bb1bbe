import {
  GetResourcesCommand,
  ResourceGroupsTaggingAPIClient,
} from '@aws-sdk/client-resource-groups-tagging-api';
import { beforeEach, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { RequestLog, targetClients } from '#lib/adapters/clients.ts';
import { AROUND } from '../../test/support/world.ts';
import { surroundingsOf } from '../domain/surroundings.ts';
import { openTarget } from './reader.ts';
import { tagged } from './tagged.ts';

const ACCOUNT = '123456789012';
const sent = mockClient(ResourceGroupsTaggingAPIClient);
beforeEach(() => {
  sent.reset();
});

const ask = (key = 'stage', value = 'sandbox') =>
  openTarget(
    { account: ACCOUNT, region: 'eu-west-1' },
    targetClients('eu-west-1', async () => ({ accessKeyId: 'a', secretAccessKey: 's' }), new RequestLog()),
    {
      now: new Date(),
      signal: new AbortController().signal,
      surroundings: surroundingsOf(ACCOUNT, AROUND),
    },
  ).ask(tagged({ key, value }));

const found = (ResourceARN: string, Value = 'sandbox') => ({
  ResourceARN,
  Tags: [
    { Key: 'owner', Value: 'sandbox' },
    { Key: 'stage', Value },
  ],
});

test('everything on every page that has the tag with exactly this value', async () => {
  const rest = {
    ResourceTagMappingList: [found('arn:aws:s3:::last'), found('arn:aws:s3:::Sandbox', 'Sandbox')],
  };
  sent
    .on(GetResourcesCommand)
    .resolvesOnce({ ResourceTagMappingList: [found('arn:aws:s3:::first')], PaginationToken: 'next' })
    .resolves(rest);
  const has = await ask();
  const asked = (name: string) => has(`arn:aws:s3:::${name}`);
  expect(['first', 'last', 'Sandbox', 'other'].map(asked)).toEqual([true, true, false, false]);
  const asking = { TagFilters: [{ Key: 'stage', Values: ['sandbox'] }], ResourcesPerPage: 100 };
  expect(sent.commandCalls(GetResourcesCommand).map(({ args }) => args[0].input)).toMatchObject([
    asking,
    { ...asking, PaginationToken: 'next' },
  ]);
});

test('an ARN is known with and without its account', async () => {
  sent
    .on(GetResourcesCommand)
    .resolves({ ResourceTagMappingList: [found(`arn:aws:ec2:eu-west-1:${ACCOUNT}:snapshot/snap-1`)] });
  const has = await ask();
  expect(has('arn:aws:ec2:eu-west-1::snapshot/snap-1')).toBe(true);
  expect(has(`arn:aws:ec2:eu-west-1:${ACCOUNT}:snapshot/snap-1`)).toBe(true);
  expect(has('arn:aws:ec2:eu-west-1::snapshot/snap-2')).toBe(false);
});

test('a refusal, and a reply that lacks what AWS documents, say nothing of any resource', async () => {
  sent.on(GetResourcesCommand).rejects(Object.assign(new Error('no'), { name: 'AccessDeniedException' }));
  await expect(ask()).rejects.toMatchObject({ unseen: { kind: 'denied', action: 'tag:GetResources' } });
  sent.reset();
  sent.on(GetResourcesCommand).resolves({});
  await expect(ask()).rejects.toThrow('ResourceTagMappingList');
  sent.reset();
  sent.on(GetResourcesCommand).resolves({ ResourceTagMappingList: [{ ResourceARN: 'arn:aws:s3:::x' }] });
  await expect(ask()).rejects.toThrow('Tags');
});
