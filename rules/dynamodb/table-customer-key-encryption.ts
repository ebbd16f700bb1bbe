import { defineRule } from '#lib/domain/rule.ts';
import { fail, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'dynamodb-table-customer-key-encryption',
  title: 'Tables are encrypted with a KMS key that the account can see',
  severity: 'low',
  area: 'encryption',
  resource: 'AWS::DynamoDB::Table',
  reads: ['kmsKeyArn'],
  controls: ['encryption-at-rest', 'encryption-key-lifecycle'],
  risk: 'With the key that DynamoDB owns, nobody here can see or stop the use of the key.',
  remediation: {
    text: 'Change the encryption of the table to a customer-managed key, or the AWS-managed key of the account.',
    cli: 'aws dynamodb update-table --table-name NAME --sse-specification Enabled=true,SSEType=KMS,KMSMasterKeyId=KEY',
    url: 'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/EncryptionAtRest.html',
  },
  references: {
    configRule: ['dynamodb-table-encrypted-kms'],
    prowler: ['dynamodb_tables_kms_cmk_encryption_enabled'],
    steampipe: ['dynamodb_table_encrypted_with_kms'],
  },
  check({ kmsKeyArn }) {
    return kmsKeyArn
      ? pass(`encrypted with ${kmsKeyArn}`)
      : fail('encrypted with the key that DynamoDB owns, not with one of KMS in this account');
  },
});
