import { defineRule } from '#lib/domain/rule.ts';
import { fail, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'cloudtrail-trail-encrypted-with-kms',
  title: 'Trails encrypt their log files with a KMS key',
  severity: 'medium',
  area: 'encryption',
  resource: 'AWS::CloudTrail::Trail',
  reads: ['kmsKeyId'],
  controls: ['encryption-at-rest'],
  risk: 'With the keys of S3, whoever may read the bucket may read the record of everything done in the account.',
  remediation: {
    text: 'Give the trail a KMS key whose policy lets only CloudTrail encrypt and only auditors decrypt.',
    cli: 'aws cloudtrail update-trail --name TRAIL_ARN --kms-key-id KEY_ARN',
    url: 'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/encrypting-cloudtrail-log-files-with-aws-kms.html',
  },
  references: {
    securityHub: ['CloudTrail.2'],
    configRule: ['cloud-trail-encryption-enabled'],
    prowler: ['cloudtrail_kms_encryption_enabled'],
    steampipe: ['cloudtrail_trail_logs_encrypted_with_kms_cmk'],
  },
  check: ({ kmsKeyId }) =>
    kmsKeyId === null ? fail('the trail has no KMS key') : pass(`log files are encrypted with ${kmsKeyId}`),
});
