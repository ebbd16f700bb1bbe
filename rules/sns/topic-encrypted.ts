import { defineRule } from '#lib/domain/rule.ts';
import { fail, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'sns-topic-encrypted',
  title: 'Topics encrypt their messages with a KMS key',
  severity: 'medium',
  area: 'encryption',
  resource: 'AWS::SNS::Topic',
  reads: ['kmsKeyId'],
  controls: ['encryption-at-rest'],
  risk: 'No key of the company stands between the stored messages and whoever gets at the storage.',
  remediation: {
    text: 'Give the topic a KMS key, and let the services that publish to it use that key.',
    cli: 'aws sns set-topic-attributes --topic-arn TOPIC_ARN --attribute-name KmsMasterKeyId --attribute-value KEY_ID',
    url: 'https://docs.aws.amazon.com/sns/latest/dg/sns-server-side-encryption.html',
  },
  references: {
    securityHub: ['SNS.1'],
    configRule: ['sns-encrypted-kms'],
    prowler: ['sns_topics_kms_encryption_at_rest_enabled'],
    steampipe: ['sns_topic_encrypted_at_rest'],
  },
  check: ({ kmsKeyId }) =>
    kmsKeyId === null ? fail('the topic has no KMS key') : pass(`messages are encrypted with ${kmsKeyId}`),
});
