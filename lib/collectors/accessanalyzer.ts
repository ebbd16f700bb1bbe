import {
  AccessAnalyzerClient,
  paginateListAnalyzers,
  paginateListFindingsV2,
} from '@aws-sdk/client-accessanalyzer';
import { ageInDays, defineCollector, from, listed, type Reader, required } from './collector.ts';
import { paged } from './operation.ts';

const listAnalyzers = paged(
  'access-analyzer:ListAnalyzers',
  AccessAnalyzerClient,
  paginateListAnalyzers,
  (page) => page.analyzers,
);
const listFindings = paged(
  'access-analyzer:ListFindings',
  AccessAnalyzerClient,
  paginateListFindingsV2,
  (page) => page.findings,
);

/** The account in one Region, as far as IAM Access Analyzer knows it. */
export const account = defineCollector(
  {
    type: 'AWS::::Account',
    service: 'access-analyzer',
    where: 'region',
    list: {
      uses: [],
      read: (aws: Reader) => [{ arn: `arn:${aws.partition}:iam::${aws.account}:root` }],
    },
  },
  {
    analyzers: from(
      listAnalyzers,
      () => ({}),
      (found, _, { account, region }) => ({
        account,
        region,
        own: found
          .map(({ name, type, status }) => ({
            name: required(name, 'name'),
            type: required(type, 'type'),
            status: required(status, 'status'),
          }))
          .sort((a, b) => (a.name < b.name ? -1 : 1)),
      }),
    ),
  },
);

/** The types whose findings tell of access from outside. */
const EXTERNAL: readonly (string | undefined)[] = ['ACCOUNT', 'ORGANIZATION'];

/** Every analyzer of the account in the Region that looks for access from outside. */
export const externalAnalyzer = defineCollector(
  {
    type: 'AWS::AccessAnalyzer::Analyzer',
    service: 'access-analyzer',
    where: 'region',
    list: {
      uses: [listAnalyzers],
      read: async (aws: Reader) =>
        (await aws(listAnalyzers, {}))
          .filter(({ type }) => EXTERNAL.includes(required(type, 'type')))
          .map((analyzer) => ({ arn: required(analyzer.arn, 'arn'), analyzer })),
    },
  },
  {
    status: listed(({ analyzer }) => required(analyzer.status, 'status')),
    activeFindings: from(
      listFindings,
      ({ arn }) => ({ analyzerArn: arn, filter: { status: { eq: ['ACTIVE'] } }, maxResults: 100 }),
      (findings, _, aws) => {
        const [oldest] = findings
          .map(({ resource, resourceType, createdAt }) => ({
            resource: resource ?? required(resourceType, 'resourceType'),
            ageDays: ageInDays(aws, required(createdAt, 'createdAt')),
          }))
          .sort((a, b) => b.ageDays - a.ageDays || (a.resource < b.resource ? -1 : 1));
        return { count: findings.length, oldest: oldest ?? null };
      },
    ),
  },
);
