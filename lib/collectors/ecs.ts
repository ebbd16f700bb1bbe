import {
  type Cluster,
  type ContainerDefinition,
  DescribeClustersCommand,
  DescribeServicesCommand,
  DescribeTaskDefinitionCommand,
  ECSClient,
  type Failure,
  paginateListClusters,
  paginateListServices,
  paginateListTaskDefinitionFamilies,
  type Service,
} from '@aws-sdk/client-ecs';
import { plainSecrets } from '../domain/secrets.ts';
import { batches } from './batches.ts';
import { defineCollector, from, listed, type Reader, required } from './collector.ts';
import { operation, paged } from './operation.ts';

const listFamilies = paged(
  'ecs:ListTaskDefinitionFamilies',
  ECSClient,
  paginateListTaskDefinitionFamilies,
  (page) => page.families,
);
const describeTaskDefinition = operation(
  'ecs:DescribeTaskDefinition',
  ECSClient,
  DescribeTaskDefinitionCommand,
);
const listClusters = paged('ecs:ListClusters', ECSClient, paginateListClusters, (page) => page.clusterArns);
const describeClusters = operation('ecs:DescribeClusters', ECSClient, DescribeClustersCommand);
const listServices = paged('ecs:ListServices', ECSClient, paginateListServices, (page) => page.serviceArns);
const describeServices = operation('ecs:DescribeServices', ECSClient, DescribeServicesCommand);

/** The largest page, and how many clusters and services AWS describes at once. */
const PAGE = 100;
const CLUSTERS_AT_ONCE = 100;
const SERVICES_AT_ONCE = 10;

/** ECS reports what it did not find beside what it found; only what was deleted meanwhile may be missing. */
function complete<T>(
  found: readonly T[] | undefined,
  failures: readonly Failure[] | undefined,
): readonly T[] {
  const failure = failures?.find(({ reason }) => reason !== 'MISSING');
  if (failure) throw new Error(`ECS did not describe ${failure.arn}: ${failure.reason}`);
  return found ?? [];
}

interface ListedCluster {
  readonly arn: string;
  readonly cluster: Cluster;
}

/** Every cluster of the account in the Region; ECS shows those that were deleted for a while. */
export const cluster = defineCollector(
  {
    type: 'AWS::ECS::Cluster',
    service: 'ecs',
    where: 'region',
    list: {
      uses: [listClusters, describeClusters],
      read: async (aws: Reader): Promise<readonly ListedCluster[]> => {
        const arns = await aws(listClusters, { maxResults: PAGE });
        const replies = await Promise.all(
          batches(arns, CLUSTERS_AT_ONCE).map((clusters) =>
            aws(describeClusters, { clusters: [...clusters], include: ['SETTINGS'] }),
          ),
        );
        return replies
          .flatMap(({ clusters, failures }) => complete(clusters, failures))
          .filter(({ status }) => required(status, 'status') !== 'INACTIVE')
          .map((found) => ({ arn: required(found.clusterArn, 'clusterArn'), cluster: found }));
      },
    },
  },
  {
    containerInsights: listed(({ cluster }) =>
      required(
        cluster.settings?.find(({ name }) => name === 'containerInsights')?.value,
        'the setting containerInsights',
      ),
    ),
  },
);

interface ListedService {
  readonly arn: string;
  readonly service: Service;
}

/** Every service of every cluster of the account in the Region. */
export const service = defineCollector(
  {
    type: 'AWS::ECS::Service',
    service: 'ecs',
    where: 'region',
    list: {
      uses: [listClusters, listServices, describeServices],
      read: async (aws: Reader): Promise<readonly ListedService[]> => {
        const inCluster = async (arn: string): Promise<readonly Service[]> => {
          const arns = await aws(listServices, { cluster: arn, maxResults: PAGE });
          const replies = await Promise.all(
            batches(arns, SERVICES_AT_ONCE).map((services) =>
              aws(describeServices, { cluster: arn, services: [...services] }),
            ),
          );
          return replies.flatMap(({ services, failures }) => complete(services, failures));
        };
        const clusters = await aws(listClusters, { maxResults: PAGE });
        return (await Promise.all(clusters.map(inCluster)))
          .flat()
          .filter(({ status }) => required(status, 'status') !== 'INACTIVE')
          .map((found) => ({ arn: required(found.serviceArn, 'serviceArn'), service: found }));
      },
    },
  },
  {
    // A service that something else deploys keeps its settings in its task sets. AWS's default is no public address.
    publicIp: listed(({ service }) => {
      const networks = [service, ...(service.taskSets ?? [])].flatMap(
        ({ networkConfiguration }) => networkConfiguration?.awsvpcConfiguration ?? [],
      );
      return networks.length === 0
        ? null
        : networks.some(({ assignPublicIp }) => assignPublicIp === 'ENABLED');
    }),
  },
);

interface ListedFamily {
  readonly arn: string;
  readonly family: string;
}
const latest = ({ family }: ListedFamily) => ({ taskDefinition: family });

/** Where the definition of a container can have values in plain text, with their names. */
const plainValues = ({
  environment,
  entryPoint,
  command,
  healthCheck,
  dockerLabels,
  logConfiguration,
}: ContainerDefinition): readonly (readonly [string, string])[] => [
  ...(environment ?? []).map(({ name, value }) => [name ?? '', value ?? ''] as const),
  ['command', [...(entryPoint ?? []), ...(command ?? [])].join(' ')],
  ['health check', (healthCheck?.command ?? []).join(' ')],
  ...Object.entries(dockerLabels ?? {}),
  ...Object.entries(logConfiguration?.options ?? {}),
];

/**
 * Every family of task definitions with an active revision: one request for each instead of one for every revision
 * that was ever made.
 */
export const taskDefinition = defineCollector(
  {
    type: 'AWS::ECS::TaskDefinition',
    service: 'ecs',
    where: 'region',
    list: {
      uses: [listFamilies],
      read: async (aws: Reader): Promise<readonly ListedFamily[]> =>
        (await aws(listFamilies, { status: 'ACTIVE', maxResults: PAGE })).map((family) => ({
          arn: `arn:${aws.partition}:ecs:${aws.region}:${aws.account}:task-definition/${family}`,
          family,
        })),
    },
  },
  {
    revision: from(describeTaskDefinition, latest, (reply) =>
      required(reply.taskDefinition?.revision, 'revision'),
    ),
    containers: from(describeTaskDefinition, latest, (reply) =>
      required(reply.taskDefinition?.containerDefinitions, 'containerDefinitions')
        .map(({ name, privileged, logConfiguration }) => ({
          name: required(name, 'name'),
          privileged: privileged ?? false,
          logDriver: logConfiguration ? required(logConfiguration.logDriver, 'logDriver') : null,
        }))
        .sort((a, b) => (a.name < b.name ? -1 : 1)),
    ),
    plainSecrets: from(describeTaskDefinition, latest, (reply) =>
      required(reply.taskDefinition?.containerDefinitions, 'containerDefinitions')
        .flatMap((container) =>
          plainSecrets(plainValues(container)).map((secret) => ({
            container: required(container.name, 'name'),
            ...secret,
          })),
        )
        .sort((a, b) => (a.container < b.container ? -1 : a.container > b.container ? 1 : 0)),
    ),
  },
);
