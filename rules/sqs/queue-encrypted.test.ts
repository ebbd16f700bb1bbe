import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './queue-encrypted.ts';

ruleTable(rule, { kmsKeyId: null, sqsManagedEncryption: true }, [
  { name: 'neither', facts: { sqsManagedEncryption: false }, verdict: 'FAIL', reason: /no KMS key/ },
  {
    name: 'key of KMS',
    facts: { kmsKeyId: 'alias/aws/sqs', sqsManagedEncryption: false },
    verdict: 'PASS',
    reason: 'alias/aws/sqs',
  },
]);
