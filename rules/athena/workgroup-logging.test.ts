import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './workgroup-logging.ts';

ruleTable(rule, { enabled: true, publishesMetrics: true }, [
  { name: 'off', facts: { publishesMetrics: false }, verdict: 'FAIL', reason: 'no metrics' },
  {
    name: 'disabled',
    facts: { enabled: false, publishesMetrics: false },
    verdict: 'NOT_APPLICABLE',
    reason: 'while it is disabled',
  },
  { name: 'unused', facts: { publishesMetrics: null }, verdict: 'NOT_APPLICABLE', reason: 'nobody queried' },
]);
