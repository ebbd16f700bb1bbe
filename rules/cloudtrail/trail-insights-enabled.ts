import { defineRule } from '#lib/domain/rule.ts';
import { fail, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'cloudtrail-trail-insights-enabled',
  title: 'A trail of all Regions looks for unusual activity in the account',
  severity: 'low',
  area: 'logging',
  resource: 'AWS::::Account',
  reads: ['trails'],
  controls: ['threat-detection'],
  risk: 'A burst of calls or errors, as when a stolen key is tried out, stays unseen among the usual events.',
  remediation: {
    text: 'Turn on Insights for the rate of calls and of errors in the trail of all Regions.',
    cli: `aws cloudtrail put-insight-selectors --trail-name TRAIL_ARN --insight-selectors '[{"InsightType":"ApiCallRateInsight"},{"InsightType":"ApiErrorRateInsight"}]'`,
    url: 'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-insights-events-with-cloudtrail.html',
  },
  references: {
    prowler: ['cloudtrail_insights_exist'],
    steampipe: ['cloudtrail_trail_insight_selectors_and_logging_enabled'],
  },
  check({ trails }) {
    const good = trails.find(({ multiRegion, logging, insights }) => multiRegion && logging && insights);
    return good
      ? pass(`${good.arn} looks for unusual activity`)
      : fail('no trail of all Regions that is recording has Insights turned on');
  },
});
