import {
  DescribeDocumentPermissionCommand,
  DescribeParametersCommand,
  ListDocumentsCommand,
  ListResourceComplianceSummariesCommand,
  SSMClient,
} from '@aws-sdk/client-ssm';
import { beforeEach, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { collectAll } from '../../test/support/collect.ts';
import { associationCompliance, document, parameter, patchCompliance } from './ssm.ts';

const ssm = mockClient(SSMClient);
const ARN = 'arn:aws:ssm:eu-west-1:111122223333:parameter/';
const seen = (value: unknown) => ({ seen: true, value });
const denied = Object.assign(new Error('no'), { name: 'AccessDeniedException' });

beforeEach(() => {
  ssm.reset();
});

test('parameters of every page have names and types', async () => {
  ssm
    .on(DescribeParametersCommand, { MaxResults: 50, NextToken: undefined })
    .resolves({ Parameters: [{ Name: '/shop/db/password', Type: 'SecureString' }], NextToken: 'more' })
    .on(DescribeParametersCommand, { MaxResults: 50, NextToken: 'more' })
    .resolves({ Parameters: [{ Name: 'stage', Type: 'String' }, { Name: '/odd' }] });
  expect(await collectAll(parameter)).toEqual({
    [`${ARN}shop/db/password`]: { name: seen('/shop/db/password'), type: seen('SecureString') },
    [`${ARN}stage`]: { name: seen('stage'), type: seen('String') },
    [`${ARN}odd`]: {
      name: seen('/odd'),
      type: { seen: false, unseen: expect.objectContaining({ kind: 'failed' }) },
    },
  });
});

test('own documents of every page say whether everyone can use them', async () => {
  const own = { Filters: [{ Key: 'Owner', Values: ['Self'] }], MaxResults: 50 };
  const shared = (Name: string) => ({ Name, PermissionType: 'Share' as const, MaxResults: 200 });
  ssm
    .on(ListDocumentsCommand, { ...own, NextToken: undefined })
    .resolves({ DocumentIdentifiers: [{ Name: 'open' }], NextToken: 'more' })
    .on(ListDocumentsCommand, { ...own, NextToken: 'more' })
    .resolves({
      DocumentIdentifiers: [{ Name: 'shut' }, { Name: 'many' }, { Name: 'secret' }, { Name: 'odd' }],
    })
    .on(DescribeDocumentPermissionCommand, shared('open'))
    .resolves({ AccountIds: ['all'] })
    .on(DescribeDocumentPermissionCommand, shared('shut'))
    .resolves({ AccountIds: ['444455556666'] })
    .on(DescribeDocumentPermissionCommand, shared('many'))
    .resolves({ AccountIds: ['444455556666'], NextToken: 'more' })
    .on(DescribeDocumentPermissionCommand, shared('secret'))
    .rejects(denied)
    .on(DescribeDocumentPermissionCommand, shared('odd'))
    .resolves({});
  const name = (of: string) => `arn:aws:ssm:eu-west-1:111122223333:document/${of}`;
  expect(await collectAll(document)).toMatchObject({
    [name('open')]: { public: seen(true) },
    [name('shut')]: { public: seen(false) },
    [name('many')]: { public: { unseen: { kind: 'failed' } } },
    [name('secret')]: { public: { unseen: { kind: 'denied', action: 'ssm:DescribeDocumentPermission' } } },
    [name('odd')]: { public: { unseen: { kind: 'failed' } } },
  });
});

test('nodes of every page stand to patches and to associations', async () => {
  const node = (ComplianceType: string, ResourceId: string, more: object = {}) => ({
    ComplianceType,
    ResourceType: 'ManagedInstance',
    ResourceId,
    Status: 'COMPLIANT' as const,
    ExecutionSummary: { ExecutionTime: new Date('2026-10-30T06:00:00Z') },
    ...more,
  });
  ssm
    .on(ListResourceComplianceSummariesCommand, { MaxResults: 50, NextToken: undefined })
    .resolves({
      ResourceComplianceSummaryItems: [
        node('Patch', 'i-1', {
          Status: 'NON_COMPLIANT',
          NonCompliantSummary: {
            NonCompliantCount: 3,
            SeveritySummary: { CriticalCount: 1, HighCount: 0, LowCount: 2 },
          },
        }),
      ],
      NextToken: 'more',
    })
    .on(ListResourceComplianceSummariesCommand, { MaxResults: 50, NextToken: 'more' })
    .resolves({
      ResourceComplianceSummaryItems: [
        node('Association', 'i-1'),
        node('Patch', 'mi-2'),
        node('Custom:Mine', 'i-3'),
        node('Patch', 'i-4', { ExecutionSummary: undefined, Status: undefined }),
      ],
    });
  const instance = (id: string) => `arn:aws:ec2:eu-west-1:111122223333:instance/${id}`;
  const failed = { seen: false, unseen: expect.objectContaining({ kind: 'failed' }) };
  expect(await collectAll(patchCompliance)).toEqual({
    [instance('i-1')]: { compliant: seen(false), lacking: seen({ critical: 1, low: 2 }), ageDays: seen(2) },
    'arn:aws:ssm:eu-west-1:111122223333:managed-instance/mi-2': {
      compliant: seen(true),
      lacking: seen({}),
      ageDays: seen(2),
    },
    [instance('i-4')]: { compliant: failed, lacking: seen({}), ageDays: failed },
  });
  expect(await collectAll(associationCompliance)).toEqual({
    [instance('i-1')]: { compliant: seen(true), lacking: seen({}), ageDays: seen(2) },
  });
});

test('a refused listing throws', async () => {
  ssm.on(ListDocumentsCommand).rejects(denied).on(ListResourceComplianceSummariesCommand).rejects(denied);
  await expect(collectAll(document)).rejects.toMatchObject({
    unseen: { kind: 'denied', action: 'ssm:ListDocuments' },
  });
  await expect(collectAll(patchCompliance)).rejects.toMatchObject({
    unseen: { kind: 'denied', action: 'ssm:ListResourceComplianceSummaries' },
  });
  ssm.on(DescribeParametersCommand).rejects(denied);
  await expect(collectAll(parameter)).rejects.toMatchObject({
    unseen: { kind: 'denied', action: 'ssm:DescribeParameters' },
  });
});
