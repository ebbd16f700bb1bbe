import {
  DescribeDocumentPermissionCommand,
  type ParameterMetadata,
  paginateDescribeParameters,
  paginateListDocuments,
  paginateListResourceComplianceSummaries,
  type ResourceComplianceSummaryItem,
  SSMClient,
} from '@aws-sdk/client-ssm';
import { ageInDays, defineCollector, from, listed, type Reader, required } from './collector.ts';
import { operation, paged } from './operation.ts';

const describeParameters = paged(
  'ssm:DescribeParameters',
  SSMClient,
  paginateDescribeParameters,
  (page) => page.Parameters,
);
const listDocuments = paged(
  'ssm:ListDocuments',
  SSMClient,
  paginateListDocuments,
  (page) => page.DocumentIdentifiers,
);
const describeDocumentPermission = operation(
  'ssm:DescribeDocumentPermission',
  SSMClient,
  DescribeDocumentPermissionCommand,
);
const listCompliance = paged(
  'ssm:ListResourceComplianceSummaries',
  SSMClient,
  paginateListResourceComplianceSummaries,
  (page) => page.ResourceComplianceSummaryItems,
);

interface ListedParameter {
  readonly arn: string;
  readonly metadata: ParameterMetadata;
}

/** Every parameter of the account in the Region; never its value. */
export const parameter = defineCollector(
  {
    type: 'AWS::SSM::Parameter',
    service: 'ssm',
    where: 'region',
    list: {
      uses: [describeParameters],
      read: async (aws: Reader): Promise<readonly ListedParameter[]> =>
        (await aws(describeParameters, { MaxResults: 50 })).map((metadata) => ({
          arn: `arn:${aws.partition}:ssm:${aws.region}:${aws.account}:parameter/${required(metadata.Name, 'Name').replace(/^\//, '')}`,
          metadata,
        })),
    },
  },
  {
    name: listed(({ metadata }) => required(metadata.Name, 'Name')),
    type: listed(({ metadata }) => required(metadata.Type, 'Type')),
  },
);

interface ListedDocument {
  readonly arn: string;
  readonly name: string;
}

/** Every document that the account owns in the Region; those of AWS and of others are theirs. */
export const document = defineCollector(
  {
    type: 'AWS::SSM::Document',
    service: 'ssm',
    where: 'region',
    list: {
      uses: [listDocuments],
      read: async (aws: Reader): Promise<readonly ListedDocument[]> =>
        (await aws(listDocuments, { Filters: [{ Key: 'Owner', Values: ['Self'] }], MaxResults: 50 })).map(
          ({ Name }) => {
            const name = required(Name, 'Name');
            return {
              arn: `arn:${aws.partition}:ssm:${aws.region}:${aws.account}:document/${name}`,
              name,
            };
          },
        ),
    },
  },
  {
    public: from(
      describeDocumentPermission,
      ({ name }: ListedDocument) => ({ Name: name, PermissionType: 'Share' as const, MaxResults: 200 }),
      ({ AccountIds, NextToken }) => {
        const everyone = required(AccountIds, 'AccountIds').some((id) => id.toLowerCase() === 'all');
        if (NextToken && !everyone) throw new Error('AWS named a part of the accounts only');
        return everyone;
      },
    ),
  },
);

interface ListedNode {
  readonly arn: string;
  readonly summary: ResourceComplianceSummaryItem;
}

/** The nodes of which something is known; `mi-` are those outside EC2. */
const nodes = (complianceType: string) => ({
  uses: [listCompliance],
  read: async (aws: Reader): Promise<readonly ListedNode[]> =>
    (await aws(listCompliance, { MaxResults: 50 }))
      .filter(
        ({ ComplianceType, ResourceType }) =>
          ComplianceType === complianceType && ResourceType === 'ManagedInstance',
      )
      .map((summary) => {
        const id = required(summary.ResourceId, 'ResourceId');
        const [service, kind] = id.startsWith('mi-') ? ['ssm', 'managed-instance'] : ['ec2', 'instance'];
        return { arn: `arn:${aws.partition}:${service}:${aws.region}:${aws.account}:${kind}/${id}`, summary };
      }),
});

const compliance = {
  compliant: listed(({ summary }: ListedNode) => required(summary.Status, 'Status') === 'COMPLIANT'),
  lacking: listed(({ summary }: ListedNode) => {
    const counts = Object.entries(summary.NonCompliantSummary?.SeveritySummary ?? {});
    return Object.fromEntries(
      counts
        .filter(([, count]) => count > 0)
        .map(([severity, count]) => [severity.replace(/Count$/, '').toLowerCase(), count]),
    );
  }),
  ageDays: listed(({ summary }: ListedNode, aws) =>
    ageInDays(aws, required(summary.ExecutionSummary?.ExecutionTime, 'ExecutionTime')),
  ),
};

/** The patches of every managed node of the account in the Region that was scanned for them. */
export const patchCompliance = defineCollector(
  { type: 'AWS::SSM::PatchCompliance', service: 'ssm', where: 'region', list: nodes('Patch') },
  compliance,
);

/** The associations of every managed node of the account in the Region that has any. */
export const associationCompliance = defineCollector(
  { type: 'AWS::SSM::AssociationCompliance', service: 'ssm', where: 'region', list: nodes('Association') },
  compliance,
);
