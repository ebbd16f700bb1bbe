import {
  BatchGetRepositoryScanningConfigurationCommand,
  DescribeRepositoriesCommand,
  ECRClient,
  GetRepositoryPolicyCommand,
} from '@aws-sdk/client-ecr';
import { beforeEach, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { collectAll } from '../../test/support/collect.ts';
import { repository } from './ecr.ts';

const ecr = mockClient(ECRClient);
const ARN = 'arn:aws:ecr:eu-west-1:111122223333:repository/';
const seen = (value: unknown) => ({ seen: true, value });
const named = (name: string) => Object.assign(new Error('no'), { name });
const found = (name: string, settings: object = {}) => ({
  repositoryArn: `${ARN}${name}`,
  repositoryName: name,
  imageTagMutability: 'MUTABLE' as const,
  encryptionConfiguration: { encryptionType: 'AES256' as const },
  ...settings,
});

beforeEach(() => {
  ecr.reset();
});

test('repositories of every page have their policy, tags and key', async () => {
  ecr
    .on(DescribeRepositoriesCommand, { maxResults: 1000 })
    .resolves({ repositories: [found('plain')], nextToken: 'more' })
    .on(DescribeRepositoriesCommand, { maxResults: 1000, nextToken: 'more' })
    .resolves({
      repositories: [
        found('team/strict', {
          imageTagMutability: 'IMMUTABLE_WITH_EXCLUSION',
          imageTagMutabilityExclusionFilters: [
            { filterType: 'WILDCARD', filter: 'pr-*' },
            { filterType: 'WILDCARD', filter: 'latest' },
          ],
          encryptionConfiguration: { encryptionType: 'KMS_DSSE', kmsKey: 'arn:aws:kms:key' },
        }),
        found('unclear', { imageTagMutability: undefined, encryptionConfiguration: undefined }),
      ],
    })
    .on(GetRepositoryPolicyCommand, { repositoryName: 'plain' })
    .rejects(named('RepositoryPolicyNotFoundException'))
    .on(GetRepositoryPolicyCommand, { repositoryName: 'team/strict' })
    .resolves({ policyText: '{"Statement":{"Effect":"Allow","Principal":"*","Action":"ecr:*"}}' })
    .on(GetRepositoryPolicyCommand, { repositoryName: 'unclear' })
    .rejects(named('AccessDeniedException'));
  const failed = { unseen: { kind: 'failed', action: 'ecr:DescribeRepositories' } };
  expect(await collectAll(repository, { facts: ['policy', 'tags', 'kmsKeyArn'] })).toMatchObject({
    [`${ARN}plain`]: {
      policy: seen(null),
      tags: seen({ immutable: false, except: [] }),
      kmsKeyArn: seen(null),
    },
    [`${ARN}team/strict`]: {
      policy: seen({ statements: [{ actions: ['ecr:*'] }] }),
      tags: seen({ immutable: true, except: ['latest', 'pr-*'] }),
      kmsKeyArn: seen('arn:aws:kms:key'),
    },
    [`${ARN}unclear`]: {
      policy: { unseen: { kind: 'denied', action: 'ecr:GetRepositoryPolicy' } },
      tags: failed,
      kmsKeyArn: failed,
    },
  });
});

test('the scanning of 25 repositories is one request; one that the reply lacks is unseen', async () => {
  const names = Array.from({ length: 26 }, (_, number) => `r${number}`);
  ecr
    .on(DescribeRepositoriesCommand)
    .resolves({ repositories: names.map((name) => found(name)) })
    .on(BatchGetRepositoryScanningConfigurationCommand, { repositoryNames: names.slice(0, 25) })
    .resolves({
      scanningConfigurations: names
        .slice(0, 24)
        .map((repositoryName) => ({ repositoryName, scanFrequency: 'SCAN_ON_PUSH' })),
      failures: [{ repositoryName: 'r24', failureCode: 'REPOSITORY_NOT_FOUND' }],
    })
    .on(BatchGetRepositoryScanningConfigurationCommand, { repositoryNames: ['r25'] })
    .rejects(named('AccessDeniedException'));
  expect(await collectAll(repository, { facts: ['scanFrequency'] })).toMatchObject({
    [`${ARN}r0`]: { scanFrequency: seen('SCAN_ON_PUSH') },
    [`${ARN}r23`]: { scanFrequency: seen('SCAN_ON_PUSH') },
    [`${ARN}r24`]: { scanFrequency: { unseen: { kind: 'failed' } } },
    [`${ARN}r25`]: {
      scanFrequency: { unseen: { kind: 'denied', action: 'ecr:BatchGetRepositoryScanningConfiguration' } },
    },
  });
  expect(ecr.commandCalls(BatchGetRepositoryScanningConfigurationCommand)).toHaveLength(2);
});

test('a refused listing throws', async () => {
  ecr.on(DescribeRepositoriesCommand).rejects(named('AccessDeniedException'));
  await expect(collectAll(repository)).rejects.toMatchObject({
    unseen: { kind: 'denied', action: 'ecr:DescribeRepositories' },
  });
});
