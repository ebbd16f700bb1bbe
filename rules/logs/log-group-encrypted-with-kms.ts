import { defineRule } from '#lib/domain/rule.ts';
import { fail, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'logs-log-group-encrypted-with-kms',
  title: 'Log groups are encrypted with a KMS key of the company',
  severity: 'low',
  area: 'encryption',
  resource: 'AWS::Logs::LogGroup',
  reads: ['kmsKeyId'],
  controls: ['encryption-at-rest'],
  risk: 'Logs often hold more than was meant, and without a key of the company nobody can withdraw access to all of them at once.',
  remediation: {
    text: 'Give the log group a KMS key whose policy lets CloudWatch Logs use it; older events keep the encryption that they had.',
    cli: 'aws logs associate-kms-key --log-group-name LOG_GROUP --kms-key-id KEY_ARN',
    url: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html',
  },
  references: {
    configRule: ['cloudwatch-log-group-encrypted'],
    prowler: ['cloudwatch_log_group_kms_encryption_enabled'],
    steampipe: ['log_group_encryption_at_rest_enabled'],
  },
  check: ({ kmsKeyId }) =>
    kmsKeyId === null
      ? fail('the log group has no KMS key; AWS encrypts it with a key of its own')
      : pass(`events are encrypted with ${kmsKeyId}`),
});
