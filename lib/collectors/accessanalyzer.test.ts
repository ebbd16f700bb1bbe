import {
  AccessAnalyzerClient,
  type AnalyzerSummary,
  type FindingSummaryV2,
  ListAnalyzersCommand,
  ListFindingsV2Command,
} from '@aws-sdk/client-accessanalyzer';
import { beforeEach, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { collectAll } from '../../test/support/collect.ts';
import { account, externalAnalyzer } from './accessanalyzer.ts';

const client = mockClient(AccessAnalyzerClient);
beforeEach(() => {
  client.reset();
});

const ROOT = 'arn:aws:iam::111122223333:root';
const denied = Object.assign(new Error('no'), { name: 'AccessDeniedException' });
const arnOf = (name: string) => `arn:aws:access-analyzer:eu-west-1:111122223333:analyzer/${name}`;
const analyzer = (
  name: string,
  type: AnalyzerSummary['type'],
  status: AnalyzerSummary['status'] = 'ACTIVE',
) => ({
  arn: arnOf(name),
  name,
  type,
  status,
  createdAt: new Date(0),
});
const finding = (resource: string | undefined, createdAt: string): FindingSummaryV2 => ({
  id: `${resource}`,
  resource,
  resourceType: 'AWS::S3::Bucket',
  resourceOwnerAccount: '111122223333',
  status: 'ACTIVE',
  findingType: 'ExternalAccess',
  createdAt: new Date(createdAt),
  updatedAt: new Date(createdAt),
  analyzedAt: new Date(createdAt),
});

const twoPages = () =>
  client
    .on(ListAnalyzersCommand)
    .resolves({ analyzers: [analyzer('unused', 'ACCOUNT_UNUSED_ACCESS')], nextToken: 'more' })
    .on(ListAnalyzersCommand, { nextToken: 'more' })
    .resolves({ analyzers: [analyzer('all', 'ORGANIZATION', 'CREATING')] });

test('the account has its own analyzers of all pages, by name', async () => {
  twoPages();
  expect(await collectAll(account)).toEqual({
    [ROOT]: {
      analyzers: {
        seen: true,
        value: {
          account: '111122223333',
          region: 'eu-west-1',
          own: [
            { name: 'all', type: 'ORGANIZATION', status: 'CREATING' },
            { name: 'unused', type: 'ACCOUNT_UNUSED_ACCESS', status: 'ACTIVE' },
          ],
        },
      },
    },
  });
  client.on(ListAnalyzersCommand).rejects(denied);
  expect(await collectAll(account)).toMatchObject({
    [ROOT]: { analyzers: { unseen: { kind: 'denied', action: 'access-analyzer:ListAnalyzers' } } },
  });
});

test('an analyzer without its status is not taken for one at work', async () => {
  client
    .on(ListAnalyzersCommand)
    .resolves({ analyzers: [{ ...analyzer('all', 'ACCOUNT'), status: undefined }] });
  expect(await collectAll(account)).toMatchObject({
    [ROOT]: { analyzers: { unseen: { kind: 'failed', message: expect.stringContaining('status') } } },
  });
});

test('analyzers for access from outside have their active findings of all pages; others are not asked', async () => {
  twoPages();
  const asked = { analyzerArn: arnOf('all'), filter: { status: { eq: ['ACTIVE'] } } };
  client
    .on(ListFindingsV2Command, asked)
    .resolves({ findings: [finding('arn:aws:s3:::young', '2026-10-31T00:00:00Z')], nextToken: 'more' })
    .on(ListFindingsV2Command, { ...asked, nextToken: 'more' })
    .resolves({
      findings: [
        finding(undefined, '2026-10-01T00:00:00Z'),
        finding('arn:aws:s3:::old', '2026-10-01T00:00:00Z'),
      ],
    });
  expect(await collectAll(externalAnalyzer)).toEqual({
    [arnOf('all')]: {
      status: { seen: true, value: 'CREATING' },
      activeFindings: {
        seen: true,
        value: { count: 3, oldest: { resource: 'AWS::S3::Bucket', ageDays: 31 } },
      },
    },
  });
  expect(client.commandCalls(ListFindingsV2Command)).toHaveLength(2);
});

test('no finding is a seen null; findings that are refused or have no age are unseen', async () => {
  client.on(ListAnalyzersCommand).resolves({ analyzers: [analyzer('own', 'ACCOUNT')] });
  const findings = async () => (await collectAll(externalAnalyzer))[arnOf('own')]?.activeFindings;
  client.on(ListFindingsV2Command).resolves({ findings: [] });
  expect(await findings()).toEqual({ seen: true, value: { count: 0, oldest: null } });
  client
    .on(ListFindingsV2Command)
    .resolves({ findings: [{ ...finding('x', '2026-10-01T00:00:00Z'), createdAt: undefined }] });
  expect(await findings()).toMatchObject({ unseen: { message: expect.stringContaining('createdAt') } });
  client.on(ListFindingsV2Command).rejects(denied);
  expect(await findings()).toMatchObject({
    unseen: { kind: 'denied', action: 'access-analyzer:ListFindings' },
  });
});
