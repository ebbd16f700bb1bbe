import { defineRule } from '#lib/domain/rule.ts';
import { fail, notApplicable, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'firehose-stream-encrypted',
  title: 'Firehose streams that programs write to encrypt their records',
  severity: 'medium',
  area: 'encryption',
  resource: 'AWS::KinesisFirehose::DeliveryStream',
  reads: ['source', 'encrypted'],
  controls: ['encryption-at-rest'],
  risk: 'Records wait in the stream until they are delivered, up to a day when the destination fails, and can be read there.',
  remediation: {
    text: 'Turn on server-side encryption, with a key of Firehose or one of your own.',
    cli: 'aws firehose start-delivery-stream-encryption --delivery-stream-name NAME --delivery-stream-encryption-configuration-input KeyType=AWS_OWNED_CMK',
    url: 'https://docs.aws.amazon.com/firehose/latest/dev/encryption.html',
  },
  references: {
    securityHub: ['DataFirehose.1'],
    prowler: ['firehose_stream_encrypted_at_rest'],
    steampipe: ['kinesis_firehose_delivery_stream_server_side_encryption_enabled'],
  },
  check({ source, encrypted }) {
    if (source !== 'DirectPut')
      return notApplicable(`Firehose reads from a source that keeps the records (${source})`);
    return encrypted ? pass('records are encrypted') : fail('records are not encrypted');
  },
});
