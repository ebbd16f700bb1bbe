import {
  DescribeConfigurationSettingsCommand,
  DescribeEnvironmentsCommand,
  ElasticBeanstalkClient,
} from '@aws-sdk/client-elastic-beanstalk';
import { beforeEach, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { collectAll } from '../../test/support/collect.ts';
import { environment } from './elasticbeanstalk.ts';

const beanstalk = mockClient(ElasticBeanstalkClient);
const ARN = 'arn:aws:elasticbeanstalk:eu-west-1:111122223333:environment/shop/';
const seen = (value: unknown) => ({ seen: true, value });
const denied = Object.assign(new Error('no'), { name: 'AccessDeniedException' });
const named = (EnvironmentName: string, Status: 'Ready' | 'Terminated' = 'Ready') => ({
  ApplicationName: 'shop',
  EnvironmentName,
  EnvironmentArn: `${ARN}${EnvironmentName}`,
  Status,
});
const option = (Namespace: string, OptionName: string, Value?: string) => ({ Namespace, OptionName, Value });

beforeEach(() => {
  beanstalk.reset();
});

test('environments that live are described by one request each, as deployed', async () => {
  beanstalk
    .on(DescribeEnvironmentsCommand, { IncludeDeleted: false })
    .resolves({ Environments: [named('web'), named('old', 'Terminated'), named('new'), named('worker')] })
    .on(DescribeConfigurationSettingsCommand, { ApplicationName: 'shop', EnvironmentName: 'web' })
    .resolves({
      ConfigurationSettings: [
        {
          DeploymentStatus: 'pending',
          OptionSettings: [option('aws:elasticbeanstalk:cloudwatch:logs', 'StreamLogs', 'false')],
        },
        {
          DeploymentStatus: 'deployed',
          OptionSettings: [
            option('aws:elasticbeanstalk:cloudwatch:logs', 'StreamLogs', 'true'),
            option('aws:elasticbeanstalk:cloudwatch:logs', 'DeleteOnTerminate', 'false'),
            option('aws:elasticbeanstalk:managedactions', 'ManagedActionsEnabled', 'true'),
            option('aws:elasticbeanstalk:application:environment', 'DB_PASSWORD', 'hunter2'),
            option('aws:elasticbeanstalk:application:environment', 'EMPTY'),
          ],
        },
      ],
    })
    .on(DescribeConfigurationSettingsCommand, { ApplicationName: 'shop', EnvironmentName: 'new' })
    .resolves({ ConfigurationSettings: [{ DeploymentStatus: 'pending', OptionSettings: [] }] })
    .on(DescribeConfigurationSettingsCommand, { ApplicationName: 'shop', EnvironmentName: 'worker' })
    .resolves({ ConfigurationSettings: [{ DeploymentStatus: 'deployed', OptionSettings: [] }] });
  const failed = { unseen: { kind: 'failed', action: 'elasticbeanstalk:DescribeConfigurationSettings' } };
  const all = await collectAll(environment);
  expect(all).toMatchObject({
    [`${ARN}web`]: {
      streamsLogs: seen(true),
      managedUpdates: seen(true),
      plainSecrets: seen([{ name: 'DB_PASSWORD', kind: 'password' }]),
    },
    [`${ARN}new`]: { streamsLogs: failed, managedUpdates: failed, plainSecrets: failed },
    [`${ARN}worker`]: { streamsLogs: seen(false), managedUpdates: seen(false), plainSecrets: seen([]) },
  });
  expect(Object.keys(all)).toHaveLength(3);
  expect(beanstalk.calls()).toHaveLength(4);
});

test('a listing in part leaves the population unknown', async () => {
  beanstalk.on(DescribeEnvironmentsCommand).resolves({ Environments: [named('web')], NextToken: 'more' });
  await expect(collectAll(environment)).rejects.toMatchObject({ unseen: { kind: 'failed' } });
});

test('a refused listing throws', async () => {
  beanstalk.on(DescribeEnvironmentsCommand).rejects(denied);
  await expect(collectAll(environment)).rejects.toMatchObject({
    unseen: { kind: 'denied', action: 'elasticbeanstalk:DescribeEnvironments' },
  });
});
