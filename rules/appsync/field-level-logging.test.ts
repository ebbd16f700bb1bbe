import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './field-level-logging.ts';

ruleTable(rule, { fieldLogLevel: 'ERROR' }, [
  { name: 'more', facts: { fieldLogLevel: 'ALL' }, verdict: 'PASS', reason: 'at ALL' },
  { name: 'requests only', facts: { fieldLogLevel: 'NONE' }, verdict: 'FAIL', reason: 'no fields' },
  { name: 'nothing', facts: { fieldLogLevel: null }, verdict: 'FAIL', reason: 'nothing is logged' },
]);
