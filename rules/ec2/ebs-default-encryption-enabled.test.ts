import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './ebs-default-encryption-enabled.ts';

ruleTable(rule, { ebsEncryptionByDefault: true }, [
  { name: 'off', facts: { ebsEncryptionByDefault: false }, verdict: 'FAIL', reason: 'not encrypted' },
]);
