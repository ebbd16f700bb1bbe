import { defineRule } from '#lib/domain/rule.ts';
import { gapsOf, limitOf } from '#lib/domain/trails.ts';
import { fail, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'cloudtrail-multi-region-trail-logging',
  title: 'A trail that covers all Regions is recording in the account',
  severity: 'critical',
  area: 'logging',
  resource: 'AWS::::Account',
  reads: ['trails'],
  controls: ['audit-trail', 'monitoring-coverage'],
  risk: 'What is done in a Region without a trail leaves no lasting record, so misuse there is neither seen nor explained.',
  remediation: {
    text: 'Create a trail for all Regions, best as a trail of the Organization, that records all management events, and start it.',
    cli: 'aws cloudtrail create-trail --name NAME --s3-bucket-name BUCKET --is-multi-region-trail && aws cloudtrail start-logging --name NAME',
    url: 'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/receive-cloudtrail-log-files-from-multiple-regions.html',
  },
  references: {
    securityHub: ['CloudTrail.1'],
    configRule: ['multi-region-cloud-trail-enabled'],
    prowler: ['cloudtrail_multi_region_enabled', 'cloudtrail_multi_region_enabled_logging_management_events'],
    steampipe: ['cloudtrail_multi_region_trail_enabled'],
  },
  check({ trails }) {
    const good = trails.find((trail) => gapsOf(trail).length === 0);
    return good
      ? pass(`${good.arn} covers all Regions and is recording${limitOf(good)}`)
      : fail(trails.flatMap(gapsOf).join('; ') || 'no trail records in this account');
  },
});
