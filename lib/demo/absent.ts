import type { AwsRequest, Player } from './proxy.ts';

/** An operation that the emulator lacks altogether, and the reply of an account in which there is nothing of it. */
interface Absent {
  readonly service: string;
  readonly operation: string;
  readonly reply: (request: AwsRequest) => object | string;
}

const ABSENT: readonly Absent[] = [
  // https://docs.aws.amazon.com/access-analyzer/latest/APIReference/API_ListAnalyzers.html
  { service: 'access-analyzer', operation: 'GET /analyzer', reply: () => ({ analyzers: [] }) },
  // https://docs.aws.amazon.com/dlm/latest/APIReference/API_GetLifecyclePolicies.html
  { service: 'dlm', operation: 'GET /policies', reply: () => ({ Policies: [] }) },
  // https://docs.aws.amazon.com/organizations/latest/APIReference/API_DescribeEffectivePolicy.html
  {
    service: 'organizations',
    operation: 'DescribeEffectivePolicy',
    reply: ({ account }) => ({
      EffectivePolicy: {
        PolicyContent: '{"ec2_attributes":{}}',
        TargetId: account,
        PolicyType: 'DECLARATIVE_POLICY_EC2',
      },
    }),
  },
  // https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListOrganizationsFeatures.html
  {
    service: 'iam',
    operation: 'ListOrganizationsFeatures',
    reply: () =>
      '<ListOrganizationsFeaturesResponse><ListOrganizationsFeaturesResult><EnabledFeatures/></ListOrganizationsFeaturesResult></ListOrganizationsFeaturesResponse>',
  },
  // https://docs.aws.amazon.com/MSKC/latest/mskc/connectors-list.html
  { service: 'kafkaconnect', operation: 'GET /{id}/connectors', reply: () => ({ connectors: [] }) },
  // https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_ListResourceComplianceSummaries.html
  {
    service: 'ssm',
    operation: 'ListResourceComplianceSummaries',
    reply: () => ({ ResourceComplianceSummaryItems: [] }),
  },
  // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeClientVpnEndpoints.html
  {
    service: 'ec2',
    operation: 'DescribeClientVpnEndpoints',
    reply: () =>
      '<DescribeClientVpnEndpointsResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><clientVpnEndpoint/></DescribeClientVpnEndpointsResponse>',
  },
];

/** Plays what the emulator lacks, as where nobody has made anything of it: tests say what is there. */
export const absentPlayer: Player = (request) =>
  ABSENT.find(
    ({ service, operation }) => service === request.service && operation === request.operation,
  )?.reply(request) ?? null;
