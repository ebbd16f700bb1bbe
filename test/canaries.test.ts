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
  /** Makes AWS answer with secrets, in the shape that it documents. */
  readonly plant: () => void;
  /** Makes AWS answer with something broken around a secret. */
  readonly spoil: () => void;
  /** The rule that must find them; null where they stand beside what is read. */
  readonly finder: string | null;
}

/** What JSON.parse says of a reply that is none: it quotes the reply. */
const broken = () => {
  try {
    return JSON.parse(PASSWORD) as never;
  } catch (error) {
    return error as Error;
  }
};
const misshapen = PASSWORD as never;

const PLANTS: readonly Plant[] = [
  {
    file: 'codebuild.ts',
    collector: project,
    finder: 'codebuild-project-no-plaintext-credentials',
    plant: () => {
      mocks.codebuild
        .on(ListProjectsCommand)
        .resolves({ projects: ['p'] })
        .on(BatchGetProjectsCommand)
        .resolves({
          projects: [
            {
              arn: ARN('codebuild', 'project/p'),
              environment: { environmentVariables: asList } as never,
              source: {
                type: 'BITBUCKET',
                location: `https://me:${PASSWORD}@bitbucket.org/a/b`,
                buildspec: SCRIPT,
              },
            },
          ],
        });
    },
    spoil: () => {
      mocks.codebuild
        .on(ListProjectsCommand)
        .resolves({ projects: ['p'] })
        .on(BatchGetProjectsCommand)
        .resolves({
          projects: [
            {
              arn: ARN('codebuild', 'project/p'),
              environment: { environmentVariables: misshapen } as never,
              source: misshapen,
            },
          ],
        });
    },
  },
  {
    file: 'ec2-launch-template.ts',
    collector: launchTemplate,
    finder: 'ec2-launch-template-no-plaintext-secrets',
    plant: () => {
      mocks.ec2.on(DescribeLaunchTemplateVersionsCommand).resolves({
        LaunchTemplateVersions: [SCRIPT, PRIVATE_KEY, `key=${ACCESS_KEY}`].map((script, number) => ({
          LaunchTemplateId: `lt-${number}`,
          VersionNumber: number,
          LaunchTemplateData: { UserData: Buffer.from(script).toString('base64') },
        })),
      });
    },
    spoil: () => {
      mocks.ec2.on(DescribeLaunchTemplateVersionsCommand).resolves({
        LaunchTemplateVersions: [gzipSync(SCRIPT).subarray(0, 40).toString('base64'), { text: PASSWORD }].map(
          (UserData, number) => ({
            LaunchTemplateId: `lt-${number}`,
            VersionNumber: number,
            LaunchTemplateData: { UserData: UserData as never },
          }),
        ),
      });
    },
  },
  {
    file: 'ecs.ts',
    collector: taskDefinition,
    finder: 'ecs-task-no-plaintext-secrets',
    plant: () => {
      mocks.ecs
        .on(ListTaskDefinitionFamiliesCommand)
        .resolves({ families: ['web'] })
        .on(DescribeTaskDefinitionCommand)
        .resolves({
          taskDefinition: {
            revision: 1,
            containerDefinitions: [
              {
                name: 'app',
                environment: asList,
                command: ['run', '--password', PASSWORD],
                healthCheck: { command: ['CMD', `curl -H 'Authorization: Bearer ${TOKEN}'`] },
                dockerLabels: VARIABLES,
                logConfiguration: { logDriver: 'splunk', options: { 'splunk-token': TOKEN } },
              },
            ],
          },
        });
    },
    spoil: () => {
      mocks.ecs
        .on(ListTaskDefinitionFamiliesCommand)
        .resolves({ families: ['web'] })
        .on(DescribeTaskDefinitionCommand)
        .resolves({
          taskDefinition: { revision: 1, containerDefinitions: [{ name: 'app', environment: misshapen }] },
        });
    },
  },
  {
    file: 'elasticbeanstalk.ts',
    collector: environment,
    finder: 'elasticbeanstalk-environment-no-plaintext-secrets',
    plant: () => {
      mocks.beanstalk
        .on(DescribeEnvironmentsCommand)
        .resolves({
          Environments: [
            {
              ...{ ApplicationName: 'a', EnvironmentName: 'e', Status: 'Ready' },
              EnvironmentArn: ARN('elasticbeanstalk', 'environment/a/e'),
            },
          ],
        })
        .on(DescribeConfigurationSettingsCommand)
        .resolves({
          ConfigurationSettings: [
            {
              DeploymentStatus: 'deployed',
              OptionSettings: [
                ...asList.map(({ name, value }) => ({
                  Namespace: 'aws:elasticbeanstalk:application:environment',
                  OptionName: name,
                  Value: value,
                })),
                { Namespace: 'aws:rds:dbinstance', OptionName: 'DBPassword', Value: PASSWORD },
              ],
            },
          ],
        });
    },
    spoil: () => {
      mocks.beanstalk
        .on(DescribeEnvironmentsCommand)
        .resolves({
          Environments: [
            {
              ...{ ApplicationName: 'a', EnvironmentName: 'e', Status: 'Ready' },
              EnvironmentArn: ARN('elasticbeanstalk', 'environment/a/e'),
            },
          ],
        })
        .on(DescribeConfigurationSettingsCommand)
        .resolves({ ConfigurationSettings: [{ DeploymentStatus: 'deployed', OptionSettings: misshapen }] });
    },
  },
  {
    file: 'emr.ts',
    collector: cluster,
    finder: null,
    plant: () => {
      mocks.emr
        .on(ListClustersCommand)
        .resolves({ Clusters: [{ Id: 'j-1', ClusterArn: ARN('elasticmapreduce', 'cluster/j-1') }] })
        .on(DescribeClusterCommand)
        .resolves({
          Cluster: { KerberosAttributes: { Realm: 'EC2.INTERNAL', KdcAdminPassword: PASSWORD } },
        });
    },
    spoil: () => {
      mocks.emr
        .on(ListClustersCommand)
        .resolves({ Clusters: [{ Id: 'j-1', ClusterArn: ARN('elasticmapreduce', 'cluster/j-1') }] })
        .on(DescribeClusterCommand)
        .resolves({ Cluster: { KerberosAttributes: { KdcAdminPassword: PASSWORD } as never } });
    },
  },
  {
    file: 'glue.ts',
    collector: job,
    finder: 'glue-job-no-plaintext-secrets',
    plant: () => {
      mocks.glue.on(GetJobsCommand).resolves({
        Jobs: [{ Name: 'j', Command: { Name: 'glueetl' }, DefaultArguments: VARIABLES }],
      });
    },
    spoil: () => {
      mocks.glue.on(GetJobsCommand).resolves({
        Jobs: [{ Name: 'j', DefaultArguments: { DB_PASSWORD: { text: PASSWORD } as never } }],
      });
    },
  },
  {
    file: 'lambda.ts',
    collector: lambdaFunction,
    finder: 'lambda-environment-no-plaintext-secrets',
    plant: () => {
      mocks.lambda
        .on(ListFunctionsCommand)
        .resolves({
          Functions: [
            {
              FunctionArn: ARN('lambda', 'function:f'),
              Runtime: 'nodejs22.x',
              Environment: { Variables: VARIABLES },
            },
          ],
        })
        .on(GetPolicyCommand)
        .rejects(Object.assign(new Error('none'), { name: 'ResourceNotFoundException' }));
    },
    spoil: () => {
      mocks.lambda.on(ListFunctionsCommand).resolves({
        Functions: [
          {
            FunctionArn: ARN('lambda', 'function:f'),
            Environment: { Variables: { A: { text: PASSWORD } } as never },
          },
          {
            FunctionArn: ARN('lambda', 'function:g'),
            Environment: { Error: { ErrorCode: 'Failed', Message: PASSWORD } },
          },
        ],
      });
    },
  },
  {
    file: 'ssm.ts',
    collector: parameter,
    finder: 'ssm-sensitive-parameter-is-securestring',
    plant: () => {
      mocks.ssm.on(DescribeParametersCommand).resolves({
        Parameters: [
          { Name: '/db/password', Type: 'String', Description: PASSWORD, AllowedPattern: `^${PASSWORD}$` },
        ],
      });
    },
    spoil: () => {
      mocks.ssm.on(DescribeParametersCommand).resolves({
        Parameters: [{ Name: '/db/password', Value: PASSWORD } as never],
      });
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

describe.each(PLANTS)('$file', ({ collector, plant, spoil, finder }) => {
  test('finds what is planted, and keeps nothing of it', async () => {
    plant();
    const { kept, evaluations } = await scan(collector);
    expect(tracesIn(kept)).toEqual([]);
    expect(tracesIn(written.join('\n'))).toEqual([]);
    expect(evaluations).not.toEqual([]);
    if (finder !== null)
      expect(evaluations.filter(({ rule }) => rule === finder).map(({ verdict }) => verdict)).toContain(
        'FAIL',
      );
  });

  test('keeps nothing of it where the reply is broken', async () => {
    spoil();
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
