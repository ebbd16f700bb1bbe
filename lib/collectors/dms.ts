import {
  DatabaseMigrationServiceClient,
  type Endpoint,
  paginateDescribeEndpoints,
  paginateDescribeReplicationInstances,
  paginateDescribeReplicationTasks,
  type ReplicationInstance,
  type ReplicationTask,
} from '@aws-sdk/client-database-migration-service';
import { defineCollector, listed, type Reader, required } from './collector.ts';
import { paged } from './operation.ts';

const describeEndpoints = paged(
  'dms:DescribeEndpoints',
  DatabaseMigrationServiceClient,
  paginateDescribeEndpoints,
  (page) => page.Endpoints,
);
const describeReplicationInstances = paged(
  'dms:DescribeReplicationInstances',
  DatabaseMigrationServiceClient,
  paginateDescribeReplicationInstances,
  (page) => page.ReplicationInstances,
);
const describeReplicationTasks = paged(
  'dms:DescribeReplicationTasks',
  DatabaseMigrationServiceClient,
  paginateDescribeReplicationTasks,
  (page) => page.ReplicationTasks,
);

/**
 * Services of AWS that DMS reaches by TLS whatever the SSL mode; the reply says `none` for them all the same.
 * https://docs.aws.amazon.com/dms/latest/userguide/CHAP_Security.SSL.html
 */
const ALWAYS_TLS = [
  'dynamodb',
  'elasticsearch',
  'kinesis',
  'neptune',
  'opensearch',
  'redshift',
  'redshift-serverless',
  's3',
  'timestream',
];

/** Search domains, Kafka and Redis have settings of their own, beside which the general one means nothing. */
function securityOf({
  EngineName,
  SslMode,
  ElasticsearchSettings,
  KafkaSettings,
  RedisSettings,
}: Endpoint): string | null {
  const engine = required(EngineName, 'EngineName');
  if (ElasticsearchSettings?.EndpointUri?.startsWith('http:')) return 'plaintext';
  if (ALWAYS_TLS.includes(engine)) return null;
  if (engine === 'kafka') return required(KafkaSettings, 'KafkaSettings').SecurityProtocol ?? 'plaintext';
  if (engine === 'redis') return required(RedisSettings?.SslSecurityProtocol, 'SslSecurityProtocol');
  return required(SslMode, 'SslMode');
}

interface ListedEndpoint {
  readonly arn: string;
  readonly endpoint: Endpoint;
}

/** Every endpoint in the Region: a database, or another store, that DMS reads from or writes to. */
export const endpoint = defineCollector(
  {
    type: 'AWS::DMS::Endpoint',
    service: 'dms',
    where: 'region',
    list: {
      uses: [describeEndpoints],
      read: async (aws: Reader): Promise<readonly ListedEndpoint[]> =>
        (await aws(describeEndpoints, {})).map((endpoint) => ({
          arn: required(endpoint.EndpointArn, 'EndpointArn'),
          endpoint,
        })),
    },
  },
  {
    engine: listed(({ endpoint }) => required(endpoint.EngineName, 'EngineName')),
    security: listed(({ endpoint }) => securityOf(endpoint)),
  },
);

interface ListedInstance {
  readonly arn: string;
  readonly instance: ReplicationInstance;
}

/** Every replication instance in the Region. */
export const replicationInstance = defineCollector(
  {
    type: 'AWS::DMS::ReplicationInstance',
    service: 'dms',
    where: 'region',
    list: {
      uses: [describeReplicationInstances],
      read: async (aws: Reader): Promise<readonly ListedInstance[]> =>
        (await aws(describeReplicationInstances, {})).map((instance) => ({
          arn: required(instance.ReplicationInstanceArn, 'ReplicationInstanceArn'),
          instance,
        })),
    },
  },
  {
    publiclyAccessible: listed(({ instance }) => required(instance.PubliclyAccessible, 'PubliclyAccessible')),
  },
);

interface ListedTask {
  readonly arn: string;
  readonly task: ReplicationTask;
}

/** What is looked at in the settings of a task, which are a document within the reply. */
interface TaskSettings {
  readonly Logging?: {
    readonly EnableLogging?: boolean;
    readonly LogComponents?: readonly { readonly Id: string; readonly Severity: string }[];
  };
}

/** Every replication task in the Region. */
export const replicationTask = defineCollector(
  {
    type: 'AWS::DMS::ReplicationTask',
    service: 'dms',
    where: 'region',
    list: {
      uses: [describeReplicationInstances, describeReplicationTasks],
      read: async (aws: Reader): Promise<readonly ListedTask[]> => {
        // A task belongs to an instance: without one there is no task.
        const instances = await aws(describeReplicationInstances, {});
        return (instances.length === 0 ? [] : await aws(describeReplicationTasks, {})).map((task) => ({
          arn: required(task.ReplicationTaskArn, 'ReplicationTaskArn'),
          task,
        }));
      },
    },
  },
  {
    migration: listed(({ task }) => required(task.MigrationType, 'MigrationType')),
    logging: listed(({ task }) => {
      const settings = JSON.parse(
        required(task.ReplicationTaskSettings, 'ReplicationTaskSettings'),
      ) as TaskSettings;
      const { EnableLogging, LogComponents } = required(settings.Logging, 'Logging');
      return required(EnableLogging, 'EnableLogging')
        ? Object.fromEntries((LogComponents ?? []).map(({ Id, Severity }) => [Id, Severity]))
        : null;
    }),
  },
);
