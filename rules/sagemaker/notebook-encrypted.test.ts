import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './notebook-encrypted.ts';

ruleTable(rule, { kmsKeyId: 'arn:aws:kms:eu-west-1:111122223333:key/1' }, [
  { name: 'no key', facts: { kmsKeyId: null }, verdict: 'FAIL', reason: 'no key' },
]);
