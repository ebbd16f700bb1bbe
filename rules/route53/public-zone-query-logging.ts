import { defineRule } from '#lib/domain/rule.ts';
import { fail, notApplicable, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'route53-public-zone-query-logging',
  title: 'Queries to public hosted zones are logged',
  severity: 'low',
  area: 'logging',
  resource: 'AWS::Route53::HostedZone',
  reads: ['privateZone', 'queryLog'],
  controls: ['service-logging'],
  risk: 'That somebody maps the names of the company, or abuses one that was left behind, shows nowhere.',
  remediation: {
    text: 'Make a query logging configuration for the zone, with a log group in us-east-1 that Route 53 may write to.',
    cli: 'aws route53 create-query-logging-config --hosted-zone-id ID --cloud-watch-logs-log-group-arn LOG_GROUP_ARN',
    url: 'https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/query-logs.html',
  },
  references: {
    securityHub: ['Route53.2'],
    prowler: ['route53_public_hosted_zones_cloudwatch_logging_enabled'],
    steampipe: ['route53_zone_query_logging_enabled'],
  },
  check({ privateZone, queryLog }) {
    if (privateZone) return notApplicable('only VPCs see the zone, and Resolver logs what they ask');
    return queryLog === null ? fail('queries are not logged') : pass(`queries are logged to ${queryLog}`);
  },
});
