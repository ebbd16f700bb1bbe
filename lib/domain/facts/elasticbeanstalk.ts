import type { PlainSecret } from '../secrets.ts';

export interface ElasticBeanstalkFacts {
  'AWS::ElasticBeanstalk::Environment': BeanstalkEnvironment;
}

/** https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/command-options-general.html */
export interface BeanstalkEnvironment {
  /** Its instances send their logs to CloudWatch Logs. */
  readonly streamsLogs: boolean;
  /** AWS updates its platform every week. */
  readonly managedUpdates: boolean;
  /** Variables of its environment that look like secrets. */
  readonly plainSecrets: readonly PlainSecret[];
}
