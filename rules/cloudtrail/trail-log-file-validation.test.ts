import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './trail-log-file-validation.ts';

ruleTable(rule, { logFileValidation: true }, [
  { name: 'validation off', facts: { logFileValidation: false }, verdict: 'FAIL', reason: /is off/ },
]);
