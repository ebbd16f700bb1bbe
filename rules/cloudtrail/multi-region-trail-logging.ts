import type { AccountTrail } from '#lib/domain/facts/cloudtrail.ts';
import { defineRule } from '#lib/domain/rule.ts';
import { fail, pass } from '#lib/domain/verdict.ts';

const lacks = ({ multiRegion, logging, managementEvents: events }: AccountTrail): readonly string[] => [
  ...(multiRegion ? [] : ['covers one Region only']),
  ...(logging ? [] : ['is stopped']),
  ...(events && !events.reads ? ['leaves out management events that read'] : []),
  ...(events && !events.writes ? ['leaves out management events that write'] : []),
  ...(events?.excludedSources.length ? [`leaves out ${events.excludedSources.join(', ')}`] : []),
];

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
    if (trails.length === 0) return fail('the account has no trail that covers all Regions');
    const good = trails.filter((trail) => lacks(trail).length === 0);
    const best = good.find(({ managementEvents }) => managementEvents) ?? good[0];
    if (!best) return fail(trails.map((trail) => `${trail.arn} ${lacks(trail).join(', ')}`).join('; '));
    return pass(
      `${best.arn} covers all Regions and is recording${best.managementEvents ? '' : '; its event selectors can be seen, and are judged, in the account that owns it only'}`,
    );
  },
});
