import { defineRule } from '#lib/domain/rule.ts';
import { fail, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'kinesis-stream-encrypted',
  title: 'Data streams encrypt their records',
  severity: 'medium',
  area: 'encryption',
  resource: 'AWS::Kinesis::Stream',
  reads: ['kmsKeyId'],
  controls: ['encryption-at-rest'],
  risk: 'Records stay in a stream for a day up to a year, and whoever gets at the storage can read them.',
  remediation: {
    text: 'Turn on server-side encryption, with the key of Kinesis or one of your own.',
    cli: 'aws kinesis start-stream-encryption --stream-name NAME --encryption-type KMS --key-id alias/aws/kinesis',
    url: 'https://docs.aws.amazon.com/streams/latest/dev/server-side-encryption.html',
  },
  references: {
    securityHub: ['Kinesis.1'],
    configRule: ['kinesis-stream-encrypted'],
    prowler: ['kinesis_stream_encrypted_at_rest'],
    steampipe: ['kinesis_stream_server_side_encryption_enabled'],
  },
  check({ kmsKeyId }) {
    return kmsKeyId === null
      ? fail('records are not encrypted')
      : pass(`records are encrypted with the KMS key ${kmsKeyId}`);
  },
});
