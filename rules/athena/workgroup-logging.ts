import { defineRule } from '#lib/domain/rule.ts';
import { fail, notApplicable, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'athena-workgroup-logging',
  title: 'Workgroups publish the metrics of the queries in them',
  severity: 'low',
  area: 'logging',
  resource: 'AWS::Athena::WorkGroup',
  reads: ['enabled', 'publishesMetrics'],
  controls: ['service-logging'],
  risk: 'Queries that read far more data than usual, or fail all the time, are noticed by nobody.',
  remediation: {
    text: 'Turn on the metrics of the workgroup, and watch the amount of data that is read.',
    cli: 'aws athena update-work-group --work-group WORKGROUP --configuration-updates PublishCloudWatchMetricsEnabled=true',
    url: 'https://docs.aws.amazon.com/athena/latest/ug/athena-cloudwatch-metrics-enable.html',
  },
  references: {
    securityHub: ['Athena.4'],
    configRule: ['athena-workgroup-logging-enabled'],
    prowler: ['athena_workgroup_logging_enabled'],
    steampipe: ['athena_workgroup_logging_enabled'],
  },
  check({ enabled, publishesMetrics }) {
    if (!enabled) return notApplicable('nobody can query in it while it is disabled');
    if (publishesMetrics === null)
      return notApplicable('every account has it, and nobody queried in it lately');
    return publishesMetrics ? pass('it publishes metrics') : fail('it publishes no metrics');
  },
});
