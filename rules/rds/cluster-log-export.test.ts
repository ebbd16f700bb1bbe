import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './cluster-log-export.ts';

ruleTable(rule, { engine: 'aurora-mysql', exportedLogs: ['audit', 'error', 'slowquery'] }, [
  { name: 'none', facts: { exportedLogs: [] }, verdict: 'FAIL', reason: 'does not receive audit, error' },
  { name: 'one of two', facts: { exportedLogs: ['error'] }, verdict: 'FAIL', reason: /receive audit$/ },
  {
    name: 'a Multi-AZ cluster, which cannot hand on audit logs',
    facts: { engine: 'mysql', exportedLogs: ['error'] },
    verdict: 'PASS',
    reason: 'receives error',
  },
  {
    name: 'nothing that this company wants',
    facts: { exportedLogs: [] },
    parameters: { logs: ['aurora-postgresql:postgresql'] },
    verdict: 'NOT_APPLICABLE',
    reason: 'of the engine aurora-mysql',
  },
]);
