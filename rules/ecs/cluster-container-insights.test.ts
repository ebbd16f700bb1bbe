import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './cluster-container-insights.ts';

ruleTable(rule, { containerInsights: 'enabled' }, [
  { name: 'off', facts: { containerInsights: 'disabled' }, verdict: 'FAIL', reason: 'is disabled' },
  {
    name: 'with more detail',
    facts: { containerInsights: 'enhanced' },
    verdict: 'PASS',
    reason: 'is enhanced',
  },
]);
