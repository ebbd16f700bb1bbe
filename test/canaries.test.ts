import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { BatchGetProjectsCommand, CodeBuildClient, ListProjectsCommand } from '@aws-sdk/client-codebuild';
import { DescribeLaunchTemplateVersionsCommand, EC2Client } from '@aws-sdk/client-ec2';
import {
  DescribeTaskDefinitionCommand,
  ECSClient,
  ListTaskDefinitionFamiliesCommand,
} from '@aws-sdk/client-ecs';
import {
  DescribeConfigurationSettingsCommand,
  DescribeEnvironmentsCommand,
  ElasticBeanstalkClient,
} from '@aws-sdk/client-elastic-beanstalk';
import { DescribeClusterCommand, EMRClient, ListClustersCommand } from '@aws-sdk/client-emr';
import { GetJobsCommand, GlueClient } from '@aws-sdk/client-glue';
import { GetPolicyCommand, LambdaClient, ListFunctionsCommand } from '@aws-sdk/client-lambda';
import { DescribeParametersCommand, SSMClient } from '@aws-sdk/client-ssm';
import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { project } from '#lib/collectors/codebuild.ts';
import type { Collector } from '#lib/collectors/collector.ts';
import { launchTemplate } from '#lib/collectors/ec2-launch-template.ts';
import { taskDefinition } from '#lib/collectors/ecs.ts';
import { environment } from '#lib/collectors/elasticbeanstalk.ts';
import { cluster } from '#lib/collectors/emr.ts';
import { job } from '#lib/collectors/glue.ts';
import { lambdaFunction } from '#lib/collectors/lambda.ts';
import { parameter } from '#lib/collectors/ssm.ts';
import { type RegisteredRule, register } from '#lib/domain/rule.ts';
import { evaluate } from '#lib/engine/evaluate.ts';
import { ROOT, ruleFiles } from '../bin/tools/registry.ts';
import { collectAll } from './support/collect.ts';

// Secrets of each kind are planted wherever a configuration can hold them. They must be found, and nothing of them may
// be left in facts, reasons, errors or logs.

const TARGET = { account: '111122223333', region: 'eu-west-1' };
const ARN = (service: string, what: string) => `arn:aws:${service}:eu-west-1:111122223333:${what}`;

/** Made up, and put together here so that scanners of this repository stay quiet. */
const PASSWORD = ['Canary', 'Kx83', 'vQ1z'].join('');
const ACCESS_KEY = ['AK', 'IA', 'C4N4RYQ2W3E4R5T6'].join('');
const TOKEN = ['gh', 'p_', 'canaryA1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6'].join('');
const PRIVATE_KEY = ['-----BEGIN ', 'PRIVATE', ' KEY-----\nMIICanaryBody9876543210\n'].join('');
const URL_WITH_PASSWORD = `postgres://shop:${PASSWORD}@db.internal/shop`;
const SCRIPT = `#!/bin/sh\nexport DB_PASSWORD=${PASSWORD}\n`;
const CANARIES = [PASSWORD, ACCESS_KEY, TOKEN, PRIVATE_KEY, URL_WITH_PASSWORD];

/** What a leak would show: any eight characters in a row of a secret, as they are or in base64. */
const TRACES = [PASSWORD, ACCESS_KEY, TOKEN, 'MIICanaryBody9876543210']
  .flatMap((secret) => [secret, Buffer.from(secret).toString('base64').slice(0, -4)])
  .flatMap((text) => Array.from({ length: text.length - 7 }, (_, at) => text.slice(at, at + 8)));
const tracesIn = (text: string): readonly string[] => TRACES.filter((trace) => text.includes(trace));

const VARIABLES = {
  DB_PASSWORD: PASSWORD,
  AWS_ACCESS_KEY_ID: ACCESS_KEY,
  SOURCE: TOKEN,
  TLS: PRIVATE_KEY,
  DATABASE_URL: URL_WITH_PASSWORD,
  SETTINGS: JSON.stringify({ password: PASSWORD }),
  [ACCESS_KEY]: 'a secret as a name',
};
const asList = Object.entries(VARIABLES).map(([name, value]) => ({ name, value }));

const mocks = {
  codebuild: mockClient(CodeBuildClient),
  ec2: mockClient(EC2Client),
  ecs: mockClient(ECSClient),
  beanstalk: mockClient(ElasticBeanstalkClient),
  emr: mockClient(EMRClient),
  glue: mockClient(GlueClient),
  lambda: mockClient(LambdaClient),
  ssm: mockClient(SSMClient),
};

interface Plant {
  readonly file: string;
  readonly collector: Collector;
  /** The rule that must find the secrets; null where they stand beside what is read. */
  readonly finder: string | null;
  /** Makes AWS answer with secrets, in the shape that it documents or, spoilt, in another. */
  readonly plant: (spoilt: boolean) => void;
}

/** What JSON.parse says of a reply that is none: it quotes the reply. */
const broken = () => {
  try {
    return JSON.parse(PASSWORD) as never;
  } catch (error) {
    return error as Error;
  }
};
/** Where AWS documents something else. */
const MISSHAPEN = PASSWORD as never;
const MISSHAPEN_VALUE = { DB_PASSWORD: { text: PASSWORD } } as never;

const PLANTS: readonly Plant[] = [
  {
    file: 'codebuild.ts',
    collector: project,
    finder: 'codebuild-project-no-plaintext-credentials',
    plant: (spoilt) => {
      const source = {
        type: 'BITBUCKET',
        location: `https://me:${PASSWORD}@bitbucket.org/a/b`,
        buildspec: SCRIPT,
      };
      const environment = { environmentVariables: spoilt ? MISSHAPEN : asList } as never;
      const found = {
        arn: ARN('codebuild', 'project/p'),
        environment,
        source: (spoilt ? MISSHAPEN : source) as never,
      };
      mocks.codebuild.on(ListProjectsCommand).resolves({ projects: ['p'] });
      mocks.codebuild.on(BatchGetProjectsCommand).resolves({ projects: [found] });
    },
  },
  {
    file: 'ec2-launch-template.ts',
    collector: launchTemplate,
    finder: 'ec2-launch-template-no-plaintext-secrets',
    plant: (spoilt) => {
      const scripts = [SCRIPT, PRIVATE_KEY, `key=${ACCESS_KEY}`].map((script) => Buffer.from(script));
      const torn = gzipSync(SCRIPT).subarray(0, 40);
      const userData = (spoilt ? [torn] : scripts).map((script) => script.toString('base64'));
      mocks.ec2.on(DescribeLaunchTemplateVersionsCommand).resolves({
        LaunchTemplateVersions: [...userData, ...(spoilt ? [MISSHAPEN_VALUE] : [])].map(
          (UserData, number) => ({
            LaunchTemplateId: `lt-${number}`,
            VersionNumber: number,
            LaunchTemplateData: { UserData },
          }),
        ),
      });
    },
  },
  {
    file: 'ecs.ts',
    collector: taskDefinition,
    finder: 'ecs-task-no-plaintext-secrets',
    plant: (spoilt) => {
      const container = {
        name: 'app',
        environment: spoilt ? MISSHAPEN : asList,
        command: ['run', '--password', PASSWORD],
        healthCheck: { command: ['CMD', `curl -H 'Authorization: Bearer ${TOKEN}'`] },
        dockerLabels: VARIABLES,
        logConfiguration: { logDriver: 'splunk' as const, options: { 'splunk-token': TOKEN } },
      };
      mocks.ecs.on(ListTaskDefinitionFamiliesCommand).resolves({ families: ['web'] });
      mocks.ecs
        .on(DescribeTaskDefinitionCommand)
        .resolves({ taskDefinition: { revision: 1, containerDefinitions: [container] } });
    },
  },
  {
    file: 'elasticbeanstalk.ts',
    collector: environment,
    finder: 'elasticbeanstalk-environment-no-plaintext-secrets',
    plant: (spoilt) => {
      const options = asList.map(({ name, value }) => ({
        Namespace: 'aws:elasticbeanstalk:application:environment',
        OptionName: name,
        Value: value,
      }));
      const database = { Namespace: 'aws:rds:dbinstance', OptionName: 'DBPassword', Value: PASSWORD };
      const found = {
        ...{ ApplicationName: 'shop', EnvironmentName: 'shop-web', Status: 'Ready' as const },
        EnvironmentArn: ARN('elasticbeanstalk', 'environment/shop/shop-web'),
      };
      mocks.beanstalk.on(DescribeEnvironmentsCommand).resolves({ Environments: [found] });
      mocks.beanstalk.on(DescribeConfigurationSettingsCommand).resolves({
        ConfigurationSettings: [
          { DeploymentStatus: 'deployed', OptionSettings: spoilt ? MISSHAPEN : [...options, database] },
        ],
      });
    },
  },
  {
    file: 'emr.ts',
    collector: cluster,
    finder: null,
    plant: (spoilt) => {
      const KerberosAttributes = {
        Realm: (spoilt ? undefined : 'EC2.INTERNAL') as never,
        KdcAdminPassword: PASSWORD,
      };
      const listed = { Id: 'j-1', ClusterArn: ARN('elasticmapreduce', 'cluster/j-1') };
      mocks.emr.on(ListClustersCommand).resolves({ Clusters: [listed] });
      mocks.emr.on(DescribeClusterCommand).resolves({ Cluster: { KerberosAttributes } });
    },
  },
  {
    file: 'glue.ts',
    collector: job,
    finder: 'glue-job-no-plaintext-secrets',
    plant: (spoilt) => {
      const DefaultArguments = spoilt ? MISSHAPEN_VALUE : VARIABLES;
      mocks.glue
        .on(GetJobsCommand)
        .resolves({ Jobs: [{ Name: 'load', Command: { Name: 'glueetl' }, DefaultArguments }] });
    },
  },
  {
    file: 'lambda.ts',
    collector: lambdaFunction,
    finder: 'lambda-environment-no-plaintext-secrets',
    plant: (spoilt) => {
      const environments = spoilt
        ? [{ Variables: MISSHAPEN_VALUE }, { Error: { ErrorCode: 'Failed', Message: PASSWORD } }]
        : [{ Variables: VARIABLES }];
      mocks.lambda.on(ListFunctionsCommand).resolves({
        Functions: environments.map((Environment, number) => ({
          FunctionArn: ARN('lambda', `function:${number}`),
          Runtime: 'nodejs22.x',
          Environment,
        })),
      });
      mocks.lambda
        .on(GetPolicyCommand)
        .rejects(Object.assign(new Error('none'), { name: 'ResourceNotFoundException' }));
    },
  },
  {
    file: 'ssm.ts',
    collector: parameter,
    finder: 'ssm-sensitive-parameter-is-securestring',
    plant: (spoilt) => {
      const found = { Name: '/db/password', Description: PASSWORD, AllowedPattern: `^${PASSWORD}$` };
      mocks.ssm
        .on(DescribeParametersCommand)
        .resolves({ Parameters: [spoilt ? found : { ...found, Type: 'String' }] });
    },
  },
];

const rules: RegisteredRule[] = [];
// One after the other: jest loses modules that are loaded at once.
for (const file of ruleFiles()) rules.push(register((await import(join(ROOT, file))).default, 'test'));
/** Every word that is written to the console or the terminal meanwhile. */
const written: string[] = [];
const hear = (...words: readonly unknown[]) => {
  written.push(words.map(String).join(' '));
};
const listen = () => {
  for (const stream of [process.stdout, process.stderr])
    jest.spyOn(stream, 'write').mockImplementation((text) => {
      hear(text);
      return true;
    });
  const { spyOn } = jest;
  for (const said of [spyOn(console, 'log'), spyOn(console, 'info'), spyOn(console, 'debug')])
    said.mockImplementation(hear);
  for (const said of [spyOn(console, 'warn'), spyOn(console, 'error')]) said.mockImplementation(hear);
};

/** Everything that a scan would keep of the collector's resources: facts, evaluations, or the error of the listing. */
async function scan(collector: Collector) {
  listen();
  try {
    const all = await collectAll(collector, TARGET);
    const evaluations = Object.entries(all).flatMap(([arn, facts]) =>
      rules
        .filter(({ resource, reads }) => resource === collector.type && reads.every((fact) => fact in facts))
        .map((rule) => evaluate({ rule, parameters: rule.parameters }, { arn, facts }, TARGET)),
    );
    return { kept: JSON.stringify([all, evaluations]), evaluations };
  } catch (error) {
    const { message, stack, ...more } = error as Error;
    return { kept: JSON.stringify([message, stack, more]), evaluations: [] };
  } finally {
    jest.restoreAllMocks();
  }
}

afterEach(() => {
  for (const mock of Object.values(mocks)) mock.reset();
  written.length = 0;
});

test('the traces are those of the canaries', () => {
  for (const canary of CANARIES) expect(tracesIn(canary)).not.toEqual([]);
});

test('every collector that looks at values has canaries', () => {
  const folder = join(ROOT, 'lib/collectors');
  const looking = readdirSync(folder).filter(
    (file) =>
      !file.endsWith('.test.ts') && /domain\/secrets\.ts/.test(readFileSync(join(folder, file), 'utf8')),
  );
  expect(PLANTS.map(({ file }) => file)).toEqual(expect.arrayContaining(looking));
});

describe.each(PLANTS)('$file', ({ collector, plant, finder }) => {
  test('finds what is planted, and keeps nothing of it', async () => {
    plant(false);
    const { kept, evaluations } = await scan(collector);
    expect(tracesIn(kept)).toEqual([]);
    expect(tracesIn(written.join('\n'))).toEqual([]);
    expect(evaluations).not.toEqual([]);
    const found = evaluations.filter(({ rule }) => rule === finder);
    expect(found).toHaveLength(finder === null ? 0 : Math.max(1, found.length));
    for (const { verdict } of found) expect(verdict).toBe('FAIL');
  });

  test('keeps nothing of it where the reply is broken', async () => {
    plant(true);
    const { kept } = await scan(collector);
    expect(tracesIn(kept)).toEqual([]);
    expect(tracesIn(written.join('\n'))).toEqual([]);
    expect(kept).toContain('"seen":false');
  });

  test('keeps nothing of a reply that is none', async () => {
    for (const mock of Object.values(mocks) as unknown as readonly (typeof mocks.glue)[])
      mock.onAnyCommand().rejects(broken());
    const { kept } = await scan(collector);
    expect(tracesIn(kept)).toEqual([]);
    expect(kept).toContain('not one that AWS documents');
  });
});
