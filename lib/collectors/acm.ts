import {
  ACMClient,
  type CertificateSummary,
  KeyAlgorithm,
  paginateListCertificates,
} from '@aws-sdk/client-acm';
import { defineCollector, listed, type Reader, required } from './collector.ts';
import { paged } from './operation.ts';

const listCertificates = paged(
  'acm:ListCertificates',
  ACMClient,
  paginateListCertificates,
  (page) => page.CertificateSummaryList,
);

interface ListedCertificate {
  readonly arn: string;
  readonly certificate: CertificateSummary;
}

/** What a certificate has no end before: it was asked for, and nobody has issued it. */
const NEVER_ISSUED: readonly string[] = ['PENDING_VALIDATION', 'VALIDATION_TIMED_OUT', 'FAILED'];

/**
 * Every certificate of the account in the Region, whatever its key. Those that ACME clients fetch are on servers that
 * ACM knows nothing of, and not among them.
 */
export const certificate = defineCollector(
  {
    type: 'AWS::CertificateManager::Certificate',
    service: 'acm',
    where: 'region',
    list: {
      uses: [listCertificates],
      read: async (aws: Reader): Promise<readonly ListedCertificate[]> =>
        (
          await aws(listCertificates, {
            // Unless told so, ACM leaves out keys other than RSA of 1024 and 2048 bits.
            Includes: { keyTypes: Object.values(KeyAlgorithm) },
            MaxItems: 1000,
          })
        ).map((found) => ({ arn: required(found.CertificateArn, 'CertificateArn'), certificate: found })),
    },
  },
  {
    status: listed(({ certificate }) => required(certificate.Status, 'Status')),
    inUse: listed(
      ({ certificate }) => required(certificate.InUse, 'InUse') || (certificate.Exported ?? false),
    ),
    imported: listed(({ certificate }) => required(certificate.Type, 'Type') === 'IMPORTED'),
    daysLeft: listed(({ certificate: { Status, NotAfter } }, aws) =>
      NotAfter === undefined && NEVER_ISSUED.includes(required(Status, 'Status'))
        ? null
        : Math.floor((required(NotAfter, 'NotAfter').getTime() - aws.now.getTime()) / 86_400_000),
    ),
    keyAlgorithm: listed(({ certificate }) => required(certificate.KeyAlgorithm, 'KeyAlgorithm')),
  },
);
