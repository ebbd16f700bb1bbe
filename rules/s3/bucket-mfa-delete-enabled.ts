import { defineRule } from '#lib/domain/rule.ts';
import { fail, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 's3-bucket-mfa-delete-enabled',
  title: 'Deleting a version of an object for good needs a second factor',
  severity: 'low',
  area: 'mfa',
  resource: 'AWS::S3::Bucket',
  reads: ['versioning'],
  controls: ['backup-protection'],
  risk: 'An intruder with the permissions of an administrator deletes every version, and nothing is left to restore.',
  remediation: {
    text: 'Turn on MFA delete as the root user, for buckets whose versions are the last copy. S3 does not allow it together with lifecycle rules.',
    cli: "aws s3api put-bucket-versioning --bucket BUCKET --versioning-configuration Status=Enabled,MFADelete=Enabled --mfa 'SERIAL CODE'",
    url: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/MultiFactorAuthenticationDelete.html',
  },
  references: {
    securityHub: ['S3.20'],
    configRule: ['s3-bucket-mfa-delete-enabled'],
    prowler: ['s3_bucket_no_mfa_delete'],
    steampipe: ['s3_bucket_mfa_delete_enabled'],
  },
  check({ versioning: { status, mfaDelete } }) {
    if (!mfaDelete) return fail('MFA delete is off');
    return status === 'Enabled'
      ? pass('versions are deleted only with a second factor')
      : fail(
          `MFA delete is on, but versioning is ${status ?? 'off'}, so objects are overwritten without a version`,
        );
  },
});
