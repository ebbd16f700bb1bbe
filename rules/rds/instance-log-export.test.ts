import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './instance-log-export.ts';

ruleTable(rule, { engine: 'postgres', exportedLogs: ['postgresql', 'upgrade'], cluster: null }, [
  { name: 'none', facts: { exportedLogs: [] }, verdict: 'FAIL', reason: 'does not receive postgresql' },
  {
    name: 'the lesser log only',
    facts: { exportedLogs: ['upgrade'] },
    verdict: 'FAIL',
    reason: 'does not receive postgresql',
  },
  {
    name: 'one of two',
    facts: { engine: 'oracle-ee-cdb', exportedLogs: ['alert', 'trace'] },
    verdict: 'FAIL',
    reason: /receive audit$/,
  },
  {
    name: 'an edition of an engine',
    facts: { engine: 'sqlserver-web', exportedLogs: ['error'] },
    verdict: 'PASS',
    reason: 'receives error',
  },
  {
    name: 'an engine that hands nothing on',
    facts: { engine: 'custom-oracle-ee', exportedLogs: [] },
    verdict: 'NOT_APPLICABLE',
    reason: 'of the engine custom-oracle-ee',
  },
  {
    name: 'what this company wants',
    parameters: { logs: ['postgres:postgresql', 'postgres:iam-db-auth-error'] },
    verdict: 'FAIL',
    reason: /receive iam-db-auth-error$/,
  },
  {
    name: 'a member of a cluster',
    facts: { exportedLogs: [], cluster: 'orders' },
    verdict: 'NOT_APPLICABLE',
    reason: 'the cluster orders decides',
  },
]);
