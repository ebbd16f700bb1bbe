import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './broker-logging.ts';

ruleTable(rule, { generalLog: true, auditLog: true }, [
  { name: 'no audit', facts: { auditLog: false }, verdict: 'FAIL', reason: /the audit log$/ },
  { name: 'no general', facts: { generalLog: false }, verdict: 'FAIL', reason: /the general log$/ },
  {
    name: 'neither',
    facts: { generalLog: false, auditLog: false },
    verdict: 'FAIL',
    reason: /the general and the audit log$/,
  },
  { name: 'RabbitMQ', facts: { auditLog: null }, verdict: 'PASS', reason: /^the general log is on$/ },
  {
    name: 'RabbitMQ without',
    facts: { generalLog: false, auditLog: null },
    verdict: 'FAIL',
    reason: /the general log$/,
  },
]);
