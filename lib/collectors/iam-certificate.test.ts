import {
  GetAccountSummaryCommand,
  IAMClient,
  ListServerCertificatesCommand,
  ListServerCertificateTagsCommand,
  type ServerCertificateMetadata,
} from '@aws-sdk/client-iam';
import { beforeEach, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { collectAll } from '../../test/support/collect.ts';
import { serverCertificate } from './iam-certificate.ts';

const iam = mockClient(IAMClient);
beforeEach(() => {
  iam.reset();
});

const ARN = 'arn:aws:iam::111122223333:server-certificate/';
const refusal = Object.assign(new Error('no'), { name: 'AccessDenied' });
const certificates = () => collectAll(serverCertificate, { region: 'aws-global' });
const certificate = (name: string, times: Partial<ServerCertificateMetadata>) => ({
  Path: '/',
  ServerCertificateName: name,
  ServerCertificateId: name,
  Arn: `${ARN}${name}`,
  ...times,
});

beforeEach(() => {
  iam
    .on(GetAccountSummaryCommand)
    .resolves({ SummaryMap: { ServerCertificates: 3 } })
    .on(ListServerCertificatesCommand)
    .resolves({
      ServerCertificateMetadataList: [
        certificate('web', {
          UploadDate: new Date('2026-10-22T05:00:00Z'),
          Expiration: new Date('2026-11-02T07:00:00Z'),
        }),
      ],
      IsTruncated: true,
      Marker: 'more',
    })
    .on(ListServerCertificatesCommand, { Marker: 'more' })
    .resolves({
      ServerCertificateMetadataList: [
        certificate('old', { Expiration: new Date('2026-11-01T05:00:00Z') }),
        certificate('odd', {}),
      ],
    })
    .on(ListServerCertificateTagsCommand)
    .resolves({ Tags: [] })
    .on(ListServerCertificateTagsCommand, { ServerCertificateName: 'web' })
    .resolves({ Tags: [{ Key: 'Owner', Value: 'core' }] });
});

test('certificates of all pages with age, days left and tags', async () => {
  expect(await certificates()).toMatchObject({
    [`${ARN}web`]: { ageDays: { value: 10 }, daysLeft: { value: 1 }, tags: { value: { Owner: 'core' } } },
    [`${ARN}old`]: { ageDays: { seen: false }, daysLeft: { value: -1 }, tags: { value: {} } },
    [`${ARN}odd`]: { daysLeft: { seen: false } },
  });
});

test('where IAM counts none, none are listed; without a count nobody knows', async () => {
  iam.on(GetAccountSummaryCommand).resolves({ SummaryMap: { ServerCertificates: 0 } });
  expect(await certificates()).toEqual({});
  expect(iam.commandCalls(ListServerCertificatesCommand)).toHaveLength(0);
  iam.on(GetAccountSummaryCommand).resolves({ SummaryMap: {} });
  await expect(certificates()).rejects.toMatchObject({ unseen: { kind: 'failed' } });
});

test('refused tags are unseen; a refused listing throws', async () => {
  iam.on(ListServerCertificateTagsCommand).rejects(refusal);
  expect(await certificates()).toMatchObject({
    [`${ARN}old`]: { tags: { unseen: { kind: 'denied', action: 'iam:ListServerCertificateTags' } } },
  });
  iam.on(ListServerCertificatesCommand).rejects(refusal);
  await expect(certificates()).rejects.toMatchObject({
    unseen: { kind: 'denied', action: 'iam:ListServerCertificates' },
  });
});
