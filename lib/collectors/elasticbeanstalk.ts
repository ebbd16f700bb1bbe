import {
  type ConfigurationSettingsDescriptions,
  DescribeConfigurationSettingsCommand,
  DescribeEnvironmentsCommand,
  ElasticBeanstalkClient,
  type EnvironmentDescription,
} from '@aws-sdk/client-elastic-beanstalk';
import { plainSecrets } from '../domain/secrets.ts';
import { defineCollector, from, type Reader, required } from './collector.ts';
import { operation } from './operation.ts';

const describeEnvironments = operation(
  'elasticbeanstalk:DescribeEnvironments',
  ElasticBeanstalkClient,
  DescribeEnvironmentsCommand,
);
const describeConfigurationSettings = operation(
  'elasticbeanstalk:DescribeConfigurationSettings',
  ElasticBeanstalkClient,
  DescribeConfigurationSettingsCommand,
);

interface ListedEnvironment {
  readonly arn: string;
  readonly environment: EnvironmentDescription;
}
const ofEnvironment = ({ environment }: ListedEnvironment) => ({
  ApplicationName: required(environment.ApplicationName, 'ApplicationName'),
  EnvironmentName: required(environment.EnvironmentName, 'EnvironmentName'),
});

/** The options in force, of a namespace; a change under way is described beside them. */
function optionsIn(
  { ConfigurationSettings }: ConfigurationSettingsDescriptions,
  namespace: string,
): ReadonlyMap<string, string> {
  const deployed = ConfigurationSettings?.find(({ DeploymentStatus }) => DeploymentStatus === 'deployed');
  return new Map(
    required(deployed?.OptionSettings, 'OptionSettings of what is deployed')
      .filter(({ Namespace }) => Namespace === namespace)
      .map(({ OptionName, Value }) => [required(OptionName, 'OptionName'), Value ?? '']),
  );
}
const isOn = (options: ReadonlyMap<string, string>, name: string): boolean =>
  options.get(name)?.toLowerCase() === 'true';

/** Every environment of the account in the Region that is not gone. Unasked, AWS does not page. */
export const environment = defineCollector(
  {
    type: 'AWS::ElasticBeanstalk::Environment',
    service: 'elasticbeanstalk',
    where: 'region',
    list: {
      uses: [describeEnvironments],
      read: async (aws: Reader): Promise<readonly ListedEnvironment[]> => {
        const { Environments, NextToken } = await aws(describeEnvironments, { IncludeDeleted: false });
        if (NextToken) throw new Error('AWS listed a part of the environments only');
        return required(Environments, 'Environments')
          .filter(({ Status }) => !required(Status, 'Status').startsWith('Terminat'))
          .map((found) => ({ arn: required(found.EnvironmentArn, 'EnvironmentArn'), environment: found }));
      },
    },
  },
  {
    streamsLogs: from(describeConfigurationSettings, ofEnvironment, (reply) =>
      isOn(optionsIn(reply, 'aws:elasticbeanstalk:cloudwatch:logs'), 'StreamLogs'),
    ),
    managedUpdates: from(describeConfigurationSettings, ofEnvironment, (reply) =>
      isOn(optionsIn(reply, 'aws:elasticbeanstalk:managedactions'), 'ManagedActionsEnabled'),
    ),
    plainSecrets: from(describeConfigurationSettings, ofEnvironment, (reply) =>
      plainSecrets(optionsIn(reply, 'aws:elasticbeanstalk:application:environment')),
    ),
  },
);
