import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './policy-running.ts';

ruleTable(rule, { description: 'nightly', state: 'ENABLED' }, [
  { name: 'in error', facts: { state: 'ERROR' }, verdict: 'FAIL', reason: '"nightly" is in state ERROR' },
  { name: 'turned off', facts: { state: 'DISABLED' }, verdict: 'NOT_APPLICABLE', reason: 'turned off' },
]);
