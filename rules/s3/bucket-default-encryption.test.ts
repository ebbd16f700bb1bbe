import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './bucket-default-encryption.ts';

ruleTable(rule, { encryption: { algorithm: 'AES256', kmsKeyId: null } }, [
  {
    name: 'no default encryption',
    facts: { encryption: null },
    verdict: 'FAIL',
    reason: /no default encryption/,
  },
  {
    name: 'key of KMS',
    facts: { encryption: { algorithm: 'aws:kms', kmsKeyId: 'alias/data' } },
    verdict: 'PASS',
    reason: 'aws:kms and the key alias/data',
  },
  {
    name: 'key of KMS that AWS manages',
    facts: { encryption: { algorithm: 'aws:kms', kmsKeyId: null } },
    verdict: 'PASS',
    reason: /with aws:kms$/,
  },
]);
