import { join } from 'node:path';
import { Duration, RemovalPolicy, Size, Stack } from 'aws-cdk-lib';
import { ManagedPolicy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Code, Function as Lambda, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { DEPLOYMENT_VARIABLES, type DeploymentNames } from '../adapters/deployment.ts';
import { ROUTING_TIME, topicArnPrefix } from './alerts.ts';
import { ATTRIBUTION_TIME } from './attribution.ts';
import { RESCAN_TIME } from './changes.ts';
import { type EXPORTER, FUNCTIONS, type FunctionName } from './code.ts';
import { functionName } from './names.ts';
import { permissions } from './permissions.ts';
import type { RecordStack } from './record.ts';

/** What the functions need to know. */
export interface FunctionsProps {
  readonly deployment: string;
  readonly record: RecordStack;
  /** Where plan-scan leaves the targets. */
  readonly items: IBucket;
  /** Folder with a folder for each bundled function, as `bundleFunctions` makes it. */
  readonly code: string;
  /** Name of the role in every scanned account. */
  readonly memberRole: string;
  /** Targets scanned at once. */
  readonly concurrency: number;
  /** Time for one target. */
  readonly targetTime: Duration;
}

interface Job {
  readonly description: string;
  /** MiB; processor time grows with it. */
  readonly memory: number;
  readonly timeout: Duration;
  /** Executions at once: a ceiling towards scanned accounts, and a floor that other functions cannot take. */
  readonly concurrency: number;
}

/** The longest that Lambda lets a function run. */
const LONGEST = Duration.minutes(15);
/** A bundle is built on disk. */
const DISK = Size.gibibytes(10);

const jobs = ({ concurrency, targetTime }: FunctionsProps): Record<FunctionName, Job> => ({
  'plan-scan': {
    description: 'Opens a run and writes down its targets',
    memory: 1024,
    timeout: LONGEST,
    concurrency: 1,
  },
  'scan-target': {
    description: 'Scans one account in one Region',
    memory: 512,
    timeout: targetTime,
    concurrency,
  },
  'seal-scan': {
    description: 'Seals runs, and notes what is due; the only function that signs seals',
    memory: 1024,
    timeout: LONGEST,
    concurrency: 1,
  },
  'announce-drift': {
    description: 'Puts what is new in the record on the event bus',
    memory: 512,
    timeout: Duration.minutes(2),
    concurrency: 2,
  },
  'attribute-drift': {
    description: 'Looks up in CloudTrail who made findings fail',
    memory: 512,
    timeout: ATTRIBUTION_TIME,
    concurrency: 2,
  },
  'rescan-on-change': {
    description: 'Reads again what calls in members may have changed',
    memory: 512,
    timeout: RESCAN_TIME,
    concurrency: 2,
  },
  'route-alerts': {
    description: 'Puts what is announced together to alerts, and sends these',
    memory: 512,
    timeout: ROUTING_TIME,
    concurrency: 2,
  },
  'build-bundle': {
    description: 'Builds the evidence bundle of a period',
    memory: 2048,
    timeout: LONGEST,
    concurrency: 2,
  },
  'manage-exception': {
    description: 'Takes the steps of exceptions, and signs each',
    memory: 512,
    timeout: Duration.minutes(1),
    concurrency: 1,
  },
  'acknowledge-alert': {
    description: 'Notes who looks into an alert',
    memory: 512,
    timeout: Duration.minutes(1),
    concurrency: 1,
  },
  'record-review': {
    description: 'Sets the decisions of an access review against its population, and signs them',
    memory: 1024,
    timeout: LONGEST,
    concurrency: 1,
  },
});

/** The functions, each with a role and a log group of its own. */
export class Functions extends Construct {
  readonly byName: Readonly<Record<FunctionName, Lambda>>;

  constructor(scope: Construct, id: string, props: FunctionsProps) {
    super(scope, id);
    const { deployment, record, items, memberRole } = props;
    const topics = topicArnPrefix(Stack.of(record), deployment);
    const may = permissions({ record, items, memberRole, topics });
    const made = FUNCTIONS.map((name) => {
      const lambda = makeFunction(new Construct(this, name), {
        name,
        job: jobs(props)[name],
        statements: may[name],
        environment: {
          ...(name === 'route-alerts' && { VOUCH_ALERT_TOPIC: topics }),
          ...(name === 'plan-scan' && items !== record.bucket && { VOUCH_ITEMS_BUCKET: items.bucketName }),
        },
        ...(name === 'build-bundle' && { disk: DISK }),
        deployment,
        record,
        code: props.code,
      });
      return [name, lambda] as const;
    });
    this.byName = Object.fromEntries(made) as Record<FunctionName, Lambda>;
  }
}

/** A function, and what it is let do besides writing its log. */
interface Made extends Pick<FunctionsProps, 'deployment' | 'record' | 'code'> {
  readonly name: FunctionName | typeof EXPORTER;
  readonly job: Job;
  readonly statements: readonly PolicyStatement[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly disk?: Size;
}

/** Makes a function, with a role and a log group of its own, into a construct of its own. */
export function makeFunction(
  here: Construct,
  { name, job, statements, environment, disk, deployment, record, code }: Made,
): Lambda {
  const { description, memory, timeout, concurrency } = job;
  const logGroup = new LogGroup(here, 'Logs', {
    logGroupName: `/aws/lambda/${functionName(deployment, name)}`,
    retention: RetentionDays.ONE_YEAR,
    encryptionKey: record.dataKey,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  const role = new Role(here, 'Role', {
    roleName: functionName(deployment, name),
    description: `${description} (Vouch)`,
    assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
  });
  new ManagedPolicy(here, 'Policy', {
    roles: [role],
    statements: [
      ...statements,
      new PolicyStatement({
        sid: 'OwnLog',
        actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        resources: [logGroup.logGroupArn],
      }),
    ],
  });
  return new Lambda(here, 'Function', {
    functionName: functionName(deployment, name),
    description,
    runtime: Runtime.NODEJS_24_X,
    architecture: Architecture.ARM_64,
    code: Code.fromAsset(join(code, name)),
    handler: `${name}.handler`,
    memorySize: memory,
    timeout,
    ...(disk && { ephemeralStorageSize: disk }),
    reservedConcurrentExecutions: concurrency,
    environment: {
      ...Object.fromEntries(
        Object.entries(DEPLOYMENT_VARIABLES).map(([name, variable]) => [
          variable,
          record.names[name as keyof DeploymentNames],
        ]),
      ),
      VOUCH_SCOPE: 'scope.yaml',
      POWERTOOLS_SERVICE_NAME: deployment,
      ...environment,
    },
    role,
    logGroup,
  });
}
