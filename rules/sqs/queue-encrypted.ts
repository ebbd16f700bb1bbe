import { defineRule } from '#lib/domain/rule.ts';
import { fail, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'sqs-queue-encrypted',
  title: 'Queues encrypt their messages',
  severity: 'medium',
  area: 'encryption',
  resource: 'AWS::SQS::Queue',
  reads: ['kmsKeyId', 'sqsManagedEncryption'],
  controls: ['encryption-at-rest'],
  risk: 'Messages wait for up to two weeks, and whoever gets at the storage can read them.',
  remediation: {
    text: 'Turn on encryption with keys of SQS, or name a KMS key where the policy of the company asks for one.',
    cli: 'aws sqs set-queue-attributes --queue-url QUEUE_URL --attributes SqsManagedSseEnabled=true',
    url: 'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-server-side-encryption.html',
  },
  references: {
    securityHub: ['SQS.1'],
    prowler: ['sqs_queues_server_side_encryption_enabled'],
    steampipe: ['sqs_queue_encrypted_at_rest'],
  },
  check({ kmsKeyId, sqsManagedEncryption }) {
    if (kmsKeyId !== null) return pass(`messages are encrypted with the KMS key ${kmsKeyId}`);
    return sqsManagedEncryption
      ? pass('messages are encrypted with keys that SQS manages')
      : fail('the queue has no KMS key, and encryption with keys of SQS is off');
  },
});
