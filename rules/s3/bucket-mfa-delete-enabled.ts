import { defineRule } from '#lib/domain/rule.ts';
import { fail, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 's3-bucket-mfa-delete-enabled',
  title: 'Versions of objects are deleted for good only with a second factor, or after their lock',
  severity: 'low',
  area: 'mfa',
  resource: 'AWS::S3::Bucket',
  reads: ['versioning', 'defaultLock'],
  controls: ['backup-protection'],
  risk: 'An intruder with the permissions of an administrator deletes every version, and nothing is left to restore.',
  remediation: {
    text: 'For buckets whose versions are the last copy, such as those of backups and of the audit trail, set a default retention in compliance mode, or turn on MFA delete as the root user, which S3 does not allow together with lifecycle rules.',
    cli: "aws s3api put-bucket-versioning --bucket BUCKET --versioning-configuration Status=Enabled,MFADelete=Enabled --mfa 'SERIAL CODE'",
    url: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/MultiFactorAuthenticationDelete.html',
  },
  parameters: { minLockDays: 30, governanceCounts: false as boolean }, // some identities may break a lock of governance
  references: {
    securityHub: ['S3.20'],
    configRule: ['s3-bucket-mfa-delete-enabled'],
    prowler: ['s3_bucket_no_mfa_delete', 'cloudtrail_bucket_requires_mfa_delete'],
    steampipe: ['s3_bucket_mfa_delete_enabled', 'cloudtrail_trail_bucket_mfa_enabled'],
  },
  check({ versioning: { status, mfaDelete }, defaultLock: lock }, { minLockDays, governanceCounts }) {
    const told = lock
      ? `versions are locked for ${lock.days} days in ${lock.mode} mode`
      : 'no lock by default';
    if (lock && lock.days >= minLockDays && (lock.mode === 'COMPLIANCE' || governanceCounts))
      return pass(told);
    if (!mfaDelete) return fail(`MFA delete is off; ${told}`);
    return status === 'Enabled'
      ? pass('versions are deleted only with a second factor')
      : fail(`MFA delete is on, but versioning is ${status ?? 'off'}: objects are overwritten for good`);
  },
});
