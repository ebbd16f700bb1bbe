import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './domain-logs-to-cloudwatch.ts';

ruleTable(rule, { logs: ['ES_APPLICATION_LOGS'] }, [
  { name: 'no logs', facts: { logs: [] }, verdict: 'FAIL', reason: ': ES_APPLICATION_LOGS' },
  { name: 'other logs', facts: { logs: ['AUDIT_LOGS'] }, verdict: 'FAIL', reason: ': ES_APPLICATION_LOGS' },
  {
    name: 'fewer than this company asks for',
    parameters: { kinds: ['ES_APPLICATION_LOGS', 'SEARCH_SLOW_LOGS'] },
    verdict: 'FAIL',
    reason: /: SEARCH_SLOW_LOGS$/,
  },
]);
