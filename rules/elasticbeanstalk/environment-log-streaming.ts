import { defineRule } from '#lib/domain/rule.ts';
import { fail, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'elasticbeanstalk-environment-log-streaming',
  title: 'Elastic Beanstalk environments send their logs to CloudWatch Logs',
  severity: 'medium',
  area: 'logging',
  resource: 'AWS::ElasticBeanstalk::Environment',
  reads: ['streamsLogs'],
  controls: ['service-logging'],
  risk: 'The logs of the web server and the application are lost with the instance that wrote them.',
  remediation: {
    text: 'Turn on log streaming, with a retention that the company needs.',
    cli: 'aws elasticbeanstalk update-environment --environment-name ENVIRONMENT --option-settings Namespace=aws:elasticbeanstalk:cloudwatch:logs,OptionName=StreamLogs,Value=true',
    url: 'https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/AWSHowTo.cloudwatchlogs.html',
  },
  references: {
    configRule: ['elastic-beanstalk-logs-to-cloudwatch'],
    prowler: ['elasticbeanstalk_environment_cloudwatch_logging_enabled'],
  },
  check: ({ streamsLogs }) =>
    streamsLogs ? pass('logs go to CloudWatch Logs') : fail('logs stay on the instances'),
});
