import type { AccountTrail } from '#lib/domain/facts/cloudtrail.ts';
import { defineRule } from '#lib/domain/rule.ts';
import { gapsOf, limitOf } from '#lib/domain/trails.ts';
import { fail, pass } from '#lib/domain/verdict.ts';

const faults = (trail: AccountTrail): readonly string[] => [
  ...gapsOf(trail),
  ...(trail.logFileValidation ? [] : [`${trail.arn} makes no digests of its log files`]),
  ...(trail.kmsKeyId === null ? [`${trail.arn} has no KMS key`] : []),
  ...trail.deliveryErrors.map((error) => `${trail.arn} fails to deliver ${error}`),
];

export default defineRule({
  id: 'cloudtrail-security-trail-baseline-met',
  title: 'One and the same trail records all of the account, validated, encrypted and delivered',
  severity: 'high',
  area: 'logging',
  resource: 'AWS::::Account',
  reads: ['trails'],
  controls: ['audit-trail', 'audit-trail-protection'],
  risk: 'Where each trail lacks something else, no record is complete, provably unchanged and confidential at once.',
  remediation: {
    text: 'Give one trail, best that of the Organization, all Regions, all management events, log file validation and a KMS key, and repair its deliveries.',
    cli: 'aws cloudtrail update-trail --name TRAIL_ARN --is-multi-region-trail --enable-log-file-validation --kms-key-id KEY_ARN',
    url: 'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/best-practices-security.html',
  },
  references: {
    configRule: ['cloudtrail-security-trail-enabled'],
    steampipe: ['cloudtrail_security_trail_enabled'],
  },
  check({ trails }) {
    const good = trails.find((trail) => faults(trail).length === 0);
    return good
      ? pass(`${good.arn} does it all${limitOf(good)}`)
      : fail(trails.flatMap(faults).join('; ') || 'no trail records in this account');
  },
});
