import { EC2Client, paginateDescribeInstances } from '@aws-sdk/client-ec2';
import { IAMClient, ListOrganizationsFeaturesCommand } from '@aws-sdk/client-iam';
import { LambdaClient, paginateListFunctions } from '@aws-sdk/client-lambda';
import {
  OrganizationsClient,
  paginateListDelegatedAdministrators,
  paginateListDelegatedServicesForAccount,
} from '@aws-sdk/client-organizations';
import { defineCollector, from, type Reader, required } from './collector.ts';
import { fromEffectivePolicy } from './effective-policy.ts';
import { elsewhere, operation, paged } from './operation.ts';
import { describeOrganization, organizationItself } from './organization-itself.ts';
import { guardrails } from './organization-tree.ts';
import { describeRegions, enabledRegions } from './regions.ts';

/** What a declarative policy sets: attributes with members, and a text for who is refused. */
interface EffectivePolicy {
  readonly ec2_attributes?: Readonly<Record<string, string | Readonly<Record<string, unknown>>>>;
}

/** The account, as far as Organizations knows it. */
export const account = defineCollector(
  {
    type: 'AWS::::Account',
    service: 'organizations',
    where: 'global',
    list: {
      uses: [],
      read: (aws: Reader) => [{ arn: `arn:${aws.partition}:iam::${aws.account}:root` }],
    },
  },
  {
    // A run over the Organization has this account from its list; only an account that is scanned alone must ask.
    organization: {
      uses: [describeOrganization],
      read: async (aws) => {
        if (aws.surroundings.organization !== null) return aws.surroundings.organization;
        const reply = await aws(describeOrganization, {});
        return reply && required(reply.Organization?.Id, 'Id');
      },
    },
    ec2Policy: fromEffectivePolicy('DECLARATIVE_POLICY_EC2', (content) => {
      if (content === null) return null;
      const { ec2_attributes: attributes } = JSON.parse(content) as EffectivePolicy;
      return Object.fromEntries(
        Object.entries(required(attributes, 'ec2_attributes')).flatMap(([name, attribute]) =>
          Object.entries(typeof attribute === 'string' ? {} : attribute).flatMap(([member, value]) =>
            typeof value === 'string' ? [[`${name}.${member}`, value]] : [],
          ),
        ),
      );
    }),
  },
);

const listDelegatedAdministrators = paged(
  'organizations:ListDelegatedAdministrators',
  OrganizationsClient,
  paginateListDelegatedAdministrators,
  (page) => page.DelegatedAdministrators,
);
const listDelegatedServices = paged(
  'organizations:ListDelegatedServicesForAccount',
  OrganizationsClient,
  paginateListDelegatedServicesForAccount,
  (page) => page.DelegatedServices,
);
/** Where IAM may not act for the Organization, none of its features can be on. */
const listOrganizationsFeatures = operation(
  'iam:ListOrganizationsFeatures',
  IAMClient,
  ListOrganizationsFeaturesCommand,
  ['ServiceAccessNotEnabledException', 'OrganizationNotInAllFeaturesModeException'],
);
const describeInstances = elsewhere(
  paged('ec2:DescribeInstances', EC2Client, paginateDescribeInstances, (page) =>
    page.Reservations?.flatMap(({ Instances }) => Instances ?? []),
  ),
);
const listFunctions = elsewhere(
  paged('lambda:ListFunctions', LambdaClient, paginateListFunctions, (page) => page.Functions),
);

const RUNNING = {
  Filters: [{ Name: 'instance-state-name', Values: ['pending', 'running'] }],
  MaxResults: 1000,
};

/** ARNs of what runs in one Region of the account. */
async function workloads(aws: Reader, region: string): Promise<readonly string[]> {
  const [instances, functions] = await Promise.all([
    aws(describeInstances, { region, ...RUNNING }),
    aws(listFunctions, { region }),
  ]);
  return [
    ...instances.map(
      ({ InstanceId }) =>
        `arn:${aws.partition}:ec2:${region}:${aws.account}:instance/${required(InstanceId, 'InstanceId')}`,
    ),
    ...functions.map(({ FunctionArn }) => required(FunctionArn, 'FunctionArn')),
  ];
}

/** The Organization, as its management account sees it. */
export const organization = defineCollector(organizationItself, {
  featureSet: from(
    describeOrganization,
    () => ({}),
    (reply) => required(reply?.Organization?.FeatureSet, 'FeatureSet'),
  ),
  guardrails: guardrails('SERVICE_CONTROL_POLICY'),
  resourceGuardrails: guardrails('RESOURCE_CONTROL_POLICY'),
  delegatedAdministrators: {
    uses: [listDelegatedAdministrators, listDelegatedServices],
    read: async (aws) => {
      const found = (await aws(listDelegatedAdministrators, {})).map(async ({ Id }) => {
        const account = required(Id, 'Id');
        const services = await aws(listDelegatedServices, { AccountId: account });
        return {
          account,
          services: services
            .map(({ ServicePrincipal }) => required(ServicePrincipal, 'ServicePrincipal'))
            .sort(),
        };
      });
      return (await Promise.all(found)).sort((a, b) => (a.account < b.account ? -1 : 1));
    },
  },
  rootFeatures: from(
    listOrganizationsFeatures,
    () => ({}),
    (reply) => (reply === null ? [] : [...required(reply.EnabledFeatures, 'EnabledFeatures')].sort()),
  ),
  managementWorkloads: {
    uses: [describeRegions, describeInstances, listFunctions],
    read: async (aws) => {
      const regions = await enabledRegions(aws);
      return (await Promise.all(regions.map((region) => workloads(aws, region)))).flat().sort();
    },
  },
});
