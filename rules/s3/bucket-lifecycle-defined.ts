import { defineRule } from '#lib/domain/rule.ts';
import { fail, notApplicable, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 's3-bucket-lifecycle-defined',
  title: 'Buckets have a lifecycle that in the end deletes what is no longer needed',
  severity: 'low',
  area: 'backup',
  resource: 'AWS::S3::Bucket',
  reads: ['versioning', 'lifecycle'],
  controls: ['data-disposal'],
  risk: 'Data that should be gone is kept for ever: in a bucket with versions even what was deleted.',
  remediation: {
    text: 'Add a lifecycle rule that expires objects, and with versioning also old versions, after the time that the policy of the company sets.',
    cli: 'aws s3api put-bucket-lifecycle-configuration --bucket BUCKET --lifecycle-configuration file://lifecycle.json',
    url: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lifecycle-mgmt.html',
  },
  references: {
    securityHub: ['S3.10', 'S3.13'],
    configRule: ['s3-lifecycle-policy-check', 's3-version-lifecycle-policy-check'],
    prowler: ['s3_bucket_lifecycle_enabled'],
    steampipe: ['s3_bucket_lifecycle_policy_enabled', 's3_bucket_versioning_and_lifecycle_policy_enabled'],
  },
  check({ versioning: { status, mfaDelete }, lifecycle }) {
    if (mfaDelete) return notApplicable('S3 allows no lifecycle where deletion asks for a second factor');
    const what = status === null ? 'objects' : 'old versions';
    const rules = lifecycle.filter(
      ({ objectsAfter, versionsAfter }) => (status === null ? objectsAfter : versionsAfter) !== null,
    );
    return rules.length > 0
      ? pass(`${what} are deleted by rule ${rules.map(({ id }) => `"${id}"`).join(', ')}`)
      : fail(`no lifecycle rule in effect deletes ${what}`);
  },
});
