import { defineRule } from '#lib/domain/rule.ts';
import { gapsOf } from '#lib/domain/trails.ts';
import { fail, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'cloudtrail-organization-trail-enabled',
  title: 'A trail of the Organization records management events of all accounts and Regions',
  severity: 'high',
  area: 'logging',
  resource: 'AWS::Organizations::Organization',
  reads: ['organizationTrails'],
  controls: ['audit-trail', 'audit-trail-protection', 'monitoring-coverage'],
  risk: 'A new account records nothing until somebody thinks of it, and administrators of accounts can stop trails of their own.',
  remediation: {
    text: 'Create a trail of the Organization for all Regions that records all management events, and start it.',
    cli: 'aws cloudtrail create-trail --name NAME --s3-bucket-name BUCKET --is-organization-trail --is-multi-region-trail && aws cloudtrail start-logging --name NAME',
    url: 'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/creating-trail-organization.html',
  },
  check({ organizationTrails }) {
    const good = organizationTrails.find((trail) => gapsOf(trail).length === 0);
    return good
      ? pass(`${good.arn} records in all accounts and Regions`)
      : fail(organizationTrails.flatMap(gapsOf).join('; ') || 'the Organization has no trail');
  },
});
