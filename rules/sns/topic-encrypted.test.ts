import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './topic-encrypted.ts';

ruleTable(rule, { kmsKeyId: 'alias/aws/sns' }, [
  { name: 'no key', facts: { kmsKeyId: null }, verdict: 'FAIL', reason: /no KMS key/ },
]);
