import { GetJobsCommand, GlueClient } from '@aws-sdk/client-glue';
import { beforeEach, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { collectAll } from '../../test/support/collect.ts';
import { job } from './glue.ts';

const glue = mockClient(GlueClient);
const ARN = 'arn:aws:glue:eu-west-1:111122223333:job/';
const seen = (value: unknown) => ({ seen: true, value });
const denied = Object.assign(new Error('no'), { name: 'AccessDeniedException' });

beforeEach(() => {
  glue.reset();
});

test('jobs of every page have command, version, logging, and names and kinds of secrets', async () => {
  glue
    .on(GetJobsCommand, { MaxResults: 200, NextToken: undefined })
    .resolves({
      Jobs: [
        {
          Name: 'load',
          Command: { Name: 'glueetl', ScriptLocation: 's3://shop/load.py' },
          GlueVersion: '4.0',
          DefaultArguments: { '--enable-continuous-cloudwatch-log': 'true', '--db_password': 'hunter2' },
          NonOverridableArguments: { '--ftp_password': 'hunter2' },
        },
      ],
      NextToken: 'more',
    })
    .on(GetJobsCommand, { MaxResults: 200, NextToken: 'more' })
    .resolves({ Jobs: [{ Name: 'shell', Command: { Name: 'pythonshell' } }, { Name: 'odd' }] });
  expect(await collectAll(job)).toEqual({
    [`${ARN}load`]: {
      command: seen('glueetl'),
      glueVersion: seen('4.0'),
      continuousLogging: seen(true),
      plainSecrets: seen([
        { name: '--db_password', kind: 'password' },
        { name: '--ftp_password', kind: 'password' },
      ]),
    },
    [`${ARN}shell`]: {
      command: seen('pythonshell'),
      glueVersion: seen(null),
      continuousLogging: seen(false),
      plainSecrets: seen([]),
    },
    [`${ARN}odd`]: expect.objectContaining({
      command: { seen: false, unseen: expect.objectContaining({ kind: 'failed', action: 'glue:GetJobs' }) },
    }),
  });
});

test('a refused listing throws', async () => {
  glue.on(GetJobsCommand).rejects(denied);
  await expect(collectAll(job)).rejects.toMatchObject({
    unseen: { kind: 'denied', action: 'glue:GetJobs' },
  });
});
