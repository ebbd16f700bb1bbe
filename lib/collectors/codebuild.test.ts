import { BatchGetProjectsCommand, CodeBuildClient, ListProjectsCommand } from '@aws-sdk/client-codebuild';
import { beforeEach, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { collectAll } from '../../test/support/collect.ts';
import { project } from './codebuild.ts';

const codebuild = mockClient(CodeBuildClient);
const ARN = 'arn:aws:codebuild:eu-west-1:111122223333:project/';
const seen = (value: unknown) => ({ seen: true, value });
const denied = Object.assign(new Error('no'), { name: 'AccessDeniedException' });

const image = { type: 'LINUX_CONTAINER', image: 'aws/codebuild/standard:7.0' } as const;
const environment = (...environmentVariables: readonly object[]) => ({
  environment: { ...image, computeType: 'BUILD_GENERAL1_SMALL', environmentVariables } as never,
});
const source = (more: object = {}) => ({ source: { type: 'GITHUB', ...more } as never });

beforeEach(() => {
  codebuild.reset();
});

test('projects of every page are described a hundred at a time', async () => {
  const names = Array.from({ length: 101 }, (_, number) => `p${number}`);
  codebuild
    .on(ListProjectsCommand, { nextToken: undefined })
    .resolves({ projects: names.slice(0, 100), nextToken: 'more' })
    .on(ListProjectsCommand, { nextToken: 'more' })
    .resolves({ projects: names.slice(100) })
    .on(BatchGetProjectsCommand, { names: names.slice(0, 100) })
    .resolves({
      projects: [
        {
          arn: `${ARN}p0`,
          ...environment(
            { name: 'DB_PASSWORD', value: 'hunter2' },
            { name: 'API_PASSWORD', value: '/shop/api', type: 'PARAMETER_STORE' },
            { name: 'NPM_PASSWORD', value: 'hunter2', type: 'SECRETS_MANAGER' },
            { name: 'FTP_PASSWORD', value: 'hunter2', type: 'PLAINTEXT' },
          ),
          ...source({
            location: 'https://build:hunter2@bitbucket.org/acme/shop.git',
            buildspec: 'version: 0.2\nenv:\n  variables:\n    MYSQL_PASSWORD: hunter2\n',
          }),
          secondarySources: [
            { type: 'GITHUB', sourceIdentifier: 'lib', location: 'https://hunter2@github.com/acme/lib' },
            { type: 'GITHUB', sourceIdentifier: 'docs', location: 'https://github.com/acme/docs?a=b@c' },
          ],
          logsConfig: { cloudWatchLogs: { status: 'DISABLED' }, s3Logs: { status: 'ENABLED' } },
          projectVisibility: 'PUBLIC_READ',
        },
        { arn: `${ARN}p1`, ...environment(), ...source(), projectVisibility: 'PRIVATE' },
        { arn: `${ARN}p2` },
      ],
      projectsNotFound: ['p3'],
    })
    .on(BatchGetProjectsCommand, { names: ['p100'] })
    .resolves({
      projects: [
        {
          arn: `${ARN}p100`,
          ...environment(),
          ...source(),
          logsConfig: { cloudWatchLogs: { status: 'DISABLED' } },
        },
      ],
    });
  const all = await collectAll(project);
  const failed = { seen: false, unseen: { kind: 'failed', action: expect.any(String) } };
  expect(all).toMatchObject({
    [`${ARN}p0`]: {
      plainSecrets: seen([
        { name: 'DB_PASSWORD', kind: 'password' },
        { name: 'FTP_PASSWORD', kind: 'password' },
        { name: 'the build specification', kind: 'password inside a longer text' },
      ]),
      sourcesWithCredentials: seen(['lib', 'source']),
      logsTo: seen(['S3']),
      public: seen(true),
    },
    [`${ARN}p1`]: {
      plainSecrets: seen([]),
      sourcesWithCredentials: seen([]),
      logsTo: seen(['CloudWatch Logs']),
      public: seen(false),
    },
    [`${ARN}p2`]: { plainSecrets: failed, sourcesWithCredentials: failed },
    [`${ARN}p100`]: { logsTo: seen([]) },
  });
  expect(JSON.stringify(all)).not.toContain('hunter2');
});

test('an empty Region costs one request', async () => {
  codebuild.on(ListProjectsCommand).resolves({ projects: [] });
  expect(await collectAll(project)).toEqual({});
  expect(codebuild.calls()).toHaveLength(1);
});

test('a refused listing throws', async () => {
  codebuild.on(ListProjectsCommand).rejects(denied);
  await expect(collectAll(project)).rejects.toMatchObject({
    unseen: { kind: 'denied', action: 'codebuild:ListProjects' },
  });
});
