import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './stream-encrypted.ts';

ruleTable(rule, { kmsKeyId: 'alias/aws/kinesis' }, [
  { name: 'not encrypted', facts: { kmsKeyId: null }, verdict: 'FAIL', reason: 'not encrypted' },
]);
