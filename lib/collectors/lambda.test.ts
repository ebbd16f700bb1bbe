import { DescribeSubnetsCommand, EC2Client } from '@aws-sdk/client-ec2';
import {
  GetPolicyCommand,
  LambdaClient,
  ListCodeSigningConfigsCommand,
  ListFunctionsByCodeSigningConfigCommand,
  ListFunctionsCommand,
} from '@aws-sdk/client-lambda';
import { beforeEach, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { collectAll } from '../../test/support/collect.ts';
import { parsePolicy } from '../domain/policy/document.ts';
import { lambdaFunction } from './lambda.ts';

const lambda = mockClient(LambdaClient);
const ec2 = mockClient(EC2Client);
const ARN = 'arn:aws:lambda:eu-west-1:111122223333:function:';
const seen = (value: unknown) => ({ seen: true, value });
const denied = Object.assign(new Error('no'), { name: 'AccessDeniedException' });
const named = (name: string, more: object = {}) => ({
  FunctionName: name,
  FunctionArn: `${ARN}${name}`,
  Runtime: 'nodejs22.x' as const,
  PackageType: 'Zip' as const,
  ...more,
});
const POLICY = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Sid: 'a', Effect: 'Allow', Principal: '*', Action: 'lambda:InvokeFunction', Resource: '*' }],
});

beforeEach(() => {
  lambda.reset();
  ec2.reset();
});

test('functions of every page have names and kinds of their secrets, runtimes, policies and zones', async () => {
  lambda
    .on(ListFunctionsCommand, { Marker: undefined })
    .resolves({
      Functions: [
        named('a', {
          Environment: { Variables: { DB_PASSWORD: 'hunter2', PORT: '80' } },
          VpcConfig: { SubnetIds: ['subnet-2', 'subnet-1', 'subnet-3'], VpcId: 'vpc-1' },
        }),
      ],
      NextMarker: 'more',
    })
    .on(ListFunctionsCommand, { Marker: 'more' })
    .resolves({
      Functions: [
        named('b', {
          Runtime: undefined,
          PackageType: 'Image',
          VpcConfig: { SubnetIds: [], SecurityGroupIds: [], VpcId: '' },
        }),
        named('c', { Runtime: undefined, VpcConfig: { SubnetIds: ['subnet-9'] } }),
      ],
    })
    .on(GetPolicyCommand, { FunctionName: `${ARN}a` })
    .resolves({ Policy: POLICY, RevisionId: '1' })
    .on(GetPolicyCommand, { FunctionName: `${ARN}b` })
    .rejects(Object.assign(new Error('none'), { name: 'ResourceNotFoundException' }))
    .on(GetPolicyCommand, { FunctionName: `${ARN}c` })
    .rejects(denied)
    .on(ListCodeSigningConfigsCommand)
    .resolves({ CodeSigningConfigs: [] });
  ec2.on(DescribeSubnetsCommand, { MaxResults: 1000 }).resolves({
    Subnets: [
      { SubnetId: 'subnet-1', AvailabilityZone: 'eu-west-1a' },
      { SubnetId: 'subnet-2', AvailabilityZone: 'eu-west-1b' },
      { SubnetId: 'subnet-3', AvailabilityZone: 'eu-west-1a' },
    ],
  });
  const all = await collectAll(lambdaFunction);
  expect(all).toEqual({
    [`${ARN}a`]: {
      plainSecrets: seen([{ name: 'DB_PASSWORD', kind: 'password' }]),
      runtime: seen('nodejs22.x'),
      policy: seen(parsePolicy(POLICY)),
      zones: seen(['eu-west-1a', 'eu-west-1b']),
      codeSigning: seen(null),
    },
    [`${ARN}b`]: {
      plainSecrets: seen([]),
      runtime: seen(null),
      policy: seen(null),
      zones: seen(null),
      codeSigning: seen(null),
    },
    [`${ARN}c`]: {
      plainSecrets: seen([]),
      runtime: { seen: false, unseen: expect.objectContaining({ kind: 'failed' }) },
      policy: {
        seen: false,
        unseen: expect.objectContaining({ kind: 'denied', action: 'lambda:GetPolicy' }),
      },
      zones: { seen: false, unseen: expect.objectContaining({ kind: 'failed' }) },
      codeSigning: seen(null),
    },
  });
  expect(ec2.calls()).toHaveLength(1);
});

test('an environment that Lambda does not show is closed by a key of the company, or unseen', async () => {
  const refusal = { ErrorCode: 'AccessDeniedException', Message: 'not authorized to perform: kms:Decrypt' };
  const KMSKeyArn = 'arn:aws:kms:eu-west-1:111122223333:key/1';
  lambda.on(ListFunctionsCommand).resolves({
    Functions: [
      named('closed', { KMSKeyArn, Environment: { Error: refusal } }),
      named('odd', { Environment: { Error: refusal } }),
      named('broken', { KMSKeyArn, Environment: { Error: { ErrorCode: 'KMSDisabledException' } } }),
    ],
  });
  const failed = { unseen: { kind: 'failed', action: 'lambda:ListFunctions' } };
  expect(await collectAll(lambdaFunction, { facts: ['plainSecrets'] })).toMatchObject({
    [`${ARN}closed`]: { plainSecrets: seen(null) },
    [`${ARN}odd`]: { plainSecrets: failed },
    [`${ARN}broken`]: { plainSecrets: failed },
  });
  expect(lambda.calls()).toHaveLength(1);
});

test('code signing is asked of the configurations, not of each function', async () => {
  const config = (id: string, UntrustedArtifactOnDeployment: 'Enforce' | 'Warn') => ({
    CodeSigningConfigId: id,
    CodeSigningConfigArn: `arn:aws:lambda:eu-west-1:111122223333:code-signing-config:${id}`,
    AllowedPublishers: { SigningProfileVersionArns: [] },
    CodeSigningPolicies: { UntrustedArtifactOnDeployment },
    LastModified: '2026-10-01T00:00:00Z',
  });
  const strict = config('csc-1', 'Enforce');
  const lax = config('csc-2', 'Warn');
  const using = ({ CodeSigningConfigArn }: typeof strict) => ({ CodeSigningConfigArn });
  lambda
    .on(ListFunctionsCommand)
    .resolves({ Functions: [named('a'), named('b'), named('c'), named('d')] })
    .on(ListCodeSigningConfigsCommand, { Marker: undefined })
    .resolves({ CodeSigningConfigs: [strict], NextMarker: 'more' })
    .on(ListCodeSigningConfigsCommand, { Marker: 'more' })
    .resolves({ CodeSigningConfigs: [lax] })
    .on(ListFunctionsByCodeSigningConfigCommand, { ...using(strict), Marker: undefined })
    .resolves({ FunctionArns: [`${ARN}a`], NextMarker: 'more' })
    .on(ListFunctionsByCodeSigningConfigCommand, { ...using(strict), Marker: 'more' })
    .resolves({ FunctionArns: [`${ARN}b`] })
    .on(ListFunctionsByCodeSigningConfigCommand, using(lax))
    .resolves({ FunctionArns: [`${ARN}c`] });
  expect(await collectAll(lambdaFunction, { facts: ['codeSigning'] })).toEqual({
    [`${ARN}a`]: { codeSigning: seen('Enforce') },
    [`${ARN}b`]: { codeSigning: seen('Enforce') },
    [`${ARN}c`]: { codeSigning: seen('Warn') },
    [`${ARN}d`]: { codeSigning: seen(null) },
  });
  expect(lambda.calls()).toHaveLength(6);
});

test('a refused listing throws', async () => {
  lambda.on(ListFunctionsCommand).rejects(denied);
  await expect(collectAll(lambdaFunction)).rejects.toMatchObject({
    unseen: { kind: 'denied', action: 'lambda:ListFunctions' },
  });
});
