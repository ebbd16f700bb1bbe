import { ACMClient, ListCertificatesCommand } from '@aws-sdk/client-acm';
import { beforeEach, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { collectAll } from '../../test/support/collect.ts';
import { certificate } from './acm.ts';

const acm = mockClient(ACMClient);
const ARN = 'arn:aws:acm:eu-west-1:111122223333:certificate/';
const seen = (value: unknown) => ({ seen: true, value });
const issued = {
  Status: 'ISSUED',
  Type: 'AMAZON_ISSUED',
  InUse: true,
  NotAfter: new Date('2026-12-01T05:00:00Z'),
  KeyAlgorithm: 'RSA_2048',
} as const;

beforeEach(() => {
  acm.reset();
});

test('certificates of every page and with every key have their state, by one listing', async () => {
  acm
    .on(ListCertificatesCommand)
    .resolves({ CertificateSummaryList: [{ CertificateArn: `${ARN}a`, ...issued }], NextToken: 'more' })
    .on(ListCertificatesCommand, { NextToken: 'more' })
    .resolves({
      CertificateSummaryList: [
        {
          ...issued,
          CertificateArn: `${ARN}b`,
          Type: 'IMPORTED',
          InUse: false,
          Exported: true,
          KeyAlgorithm: 'EC_secp384r1',
        },
        {
          CertificateArn: `${ARN}c`,
          Status: 'PENDING_VALIDATION',
          Type: 'AMAZON_ISSUED',
          InUse: false,
          KeyAlgorithm: 'RSA_2048',
        },
        { CertificateArn: `${ARN}d`, Status: 'ISSUED' },
      ],
    });
  const failed = { unseen: { kind: 'failed', action: 'acm:ListCertificates' } };
  expect(await collectAll(certificate)).toMatchObject({
    [`${ARN}a`]: {
      status: seen('ISSUED'),
      inUse: seen(true),
      imported: seen(false),
      daysLeft: seen(29),
      keyAlgorithm: seen('RSA_2048'),
    },
    [`${ARN}b`]: { inUse: seen(true), imported: seen(true), keyAlgorithm: seen('EC_secp384r1') },
    [`${ARN}c`]: { status: seen('PENDING_VALIDATION'), inUse: seen(false), daysLeft: seen(null) },
    [`${ARN}d`]: { inUse: failed, imported: failed, daysLeft: failed, keyAlgorithm: failed },
  });
  expect(acm.calls()).toHaveLength(2);
  expect(acm.call(0).args[0].input).toMatchObject({
    Includes: { keyTypes: expect.arrayContaining(['RSA_1024', 'RSA_4096', 'EC_secp521r1']) },
  });
});

test('a refused listing throws', async () => {
  acm.on(ListCertificatesCommand).rejects(Object.assign(new Error('no'), { name: 'AccessDeniedException' }));
  await expect(collectAll(certificate)).rejects.toMatchObject({
    unseen: { kind: 'denied', action: 'acm:ListCertificates' },
  });
});
