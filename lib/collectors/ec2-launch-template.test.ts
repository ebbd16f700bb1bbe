import { gzipSync } from 'node:zlib';
import { DescribeLaunchTemplateVersionsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { beforeEach, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { collectAll } from '../../test/support/collect.ts';
import { launchTemplate } from './ec2-launch-template.ts';

const ec2 = mockClient(EC2Client);
const ARN = 'arn:aws:ec2:eu-west-1:111122223333:launch-template/';
const ASKED = { Versions: ['$Default', '$Latest'], MaxResults: 200 };
const SCRIPT = '#!/bin/sh\nexport DB_PASSWORD=hunter2\n';
const seen = (value: unknown) => ({ seen: true, value });
const version = (LaunchTemplateId: string, VersionNumber: number, script?: Buffer) => ({
  LaunchTemplateId,
  VersionNumber,
  LaunchTemplateData: script ? { UserData: script.toString('base64') } : {},
});

beforeEach(() => {
  ec2.reset();
});

test('templates of every page have the kinds of secrets in their default and latest version', async () => {
  ec2
    .on(DescribeLaunchTemplateVersionsCommand, { ...ASKED, NextToken: undefined })
    .resolves({
      LaunchTemplateVersions: [version('lt-1', 1, Buffer.from(SCRIPT)), version('lt-2', 4)],
      NextToken: 'more',
    })
    .on(DescribeLaunchTemplateVersionsCommand, { ...ASKED, NextToken: 'more' })
    .resolves({
      LaunchTemplateVersions: [
        version('lt-1', 7, gzipSync(SCRIPT)),
        version('lt-3', 1, Buffer.from('#!/bin/sh\nyum update -y\n')),
        version('lt-4', 1, gzipSync(SCRIPT).subarray(0, 20)),
        { LaunchTemplateId: 'lt-5', VersionNumber: 1 },
      ],
    });
  const kind = 'password inside a longer text';
  const all = await collectAll(launchTemplate);
  expect(all).toEqual({
    [`${ARN}lt-1`]: {
      plainSecrets: seen([
        { name: 'user data of version 1', kind },
        { name: 'user data of version 7', kind },
      ]),
    },
    [`${ARN}lt-2`]: { plainSecrets: seen([]) },
    [`${ARN}lt-3`]: { plainSecrets: seen([]) },
    [`${ARN}lt-4`]: {
      plainSecrets: {
        seen: false,
        unseen: {
          kind: 'failed',
          action: 'ec2:DescribeLaunchTemplateVersions',
          message: 'Error: the user data cannot be unpacked',
        },
      },
    },
    [`${ARN}lt-5`]: { plainSecrets: { seen: false, unseen: expect.objectContaining({ kind: 'failed' }) } },
  });
  expect(ec2.calls()).toHaveLength(2);
});

test('a refused listing throws', async () => {
  ec2
    .on(DescribeLaunchTemplateVersionsCommand)
    .rejects(Object.assign(new Error('no'), { name: 'UnauthorizedOperation' }));
  await expect(collectAll(launchTemplate)).rejects.toMatchObject({
    unseen: { kind: 'denied', action: 'ec2:DescribeLaunchTemplateVersions' },
  });
});
