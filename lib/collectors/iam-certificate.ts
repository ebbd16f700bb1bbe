import {
  IAMClient,
  paginateListServerCertificates,
  paginateListServerCertificateTags,
  type ServerCertificateMetadata,
} from '@aws-sdk/client-iam';
import { ageInDays, defineCollector, from, listed, type Reader, required } from './collector.ts';
import { getAccountSummary, summarized } from './iam-summary.ts';
import { paged } from './operation.ts';
import { tagsOf } from './tags.ts';

const listServerCertificates = paged(
  'iam:ListServerCertificates',
  IAMClient,
  paginateListServerCertificates,
  (page) => page.ServerCertificateMetadataList,
);
const listServerCertificateTags = paged(
  'iam:ListServerCertificateTags',
  IAMClient,
  paginateListServerCertificateTags,
  (page) => page.Tags,
);

interface ListedCertificate {
  readonly arn: string;
  readonly certificate: ServerCertificateMetadata;
}

/** Every certificate that was uploaded into IAM. */
export const serverCertificate = defineCollector(
  {
    type: 'AWS::IAM::ServerCertificate',
    service: 'iam',
    where: 'global',
    list: {
      uses: [getAccountSummary, listServerCertificates],
      read: async (aws: Reader): Promise<readonly ListedCertificate[]> => {
        const { ServerCertificates } = await summarized(aws, 'ServerCertificates');
        if (ServerCertificates === 0) return [];
        return (await aws(listServerCertificates, {})).map((certificate) => ({
          arn: required(certificate.Arn, 'Arn'),
          certificate,
        }));
      },
    },
  },
  {
    ageDays: listed(({ certificate }, aws) => ageInDays(aws, required(certificate.UploadDate, 'UploadDate'))),
    daysLeft: listed(({ certificate }, aws) =>
      Math.floor((required(certificate.Expiration, 'Expiration').getTime() - aws.now.getTime()) / 86_400_000),
    ),
    tags: from(
      listServerCertificateTags,
      ({ certificate }) => ({
        ServerCertificateName: required(certificate.ServerCertificateName, 'ServerCertificateName'),
      }),
      tagsOf,
    ),
  },
);
