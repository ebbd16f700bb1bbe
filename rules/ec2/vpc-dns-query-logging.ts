import { defineRule } from '#lib/domain/rule.ts';
import { fail, notApplicable, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'ec2-vpc-dns-query-logging',
  title: 'VPCs log the DNS queries of what is in them',
  severity: 'medium',
  area: 'logging',
  resource: 'AWS::EC2::VPC',
  reads: ['dnsQueryLogs'],
  controls: ['service-logging'],
  risk: 'Malicious software that calls home, or carries data out in names it asks for, is not noticed.',
  remediation: {
    text: 'Make a query logging configuration of Route 53 Resolver, and associate the VPC with it.',
    cli: 'aws route53resolver associate-resolver-query-log-config --resolver-query-log-config-id ID --resource-id VPC_ID',
    url: 'https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-query-logs.html',
  },
  check({ dnsQueryLogs }) {
    if (!dnsQueryLogs) return notApplicable('the VPC that AWS made, with nothing in it');
    return dnsQueryLogs.length > 0
      ? pass(`logged by ${dnsQueryLogs.join(', ')}`)
      : fail('DNS queries are not logged');
  },
});
