import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './domain-audit-logging.ts';

ruleTable(rule, { logs: ['AUDIT_LOGS'] }, [
  { name: 'no logs', facts: { logs: [] }, verdict: 'FAIL', reason: 'nowhere' },
  {
    name: 'other logs',
    facts: { logs: ['ES_APPLICATION_LOGS', 'INDEX_SLOW_LOGS', 'SEARCH_SLOW_LOGS'] },
    verdict: 'FAIL',
    reason: 'nowhere',
  },
]);
