import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './vpc-dns-query-logging.ts';

ruleTable(rule, { isDefault: false, inUse: true, dnsQueryLogs: ['rqlc-1'] }, [
  { name: 'no log', facts: { dnsQueryLogs: [] }, verdict: 'FAIL', reason: 'not logged' },
  {
    name: 'a default VPC, in use',
    facts: { isDefault: true, dnsQueryLogs: [] },
    verdict: 'FAIL',
    reason: 'not logged',
  },
  {
    name: 'a default VPC, unused',
    facts: { isDefault: true, inUse: false, dnsQueryLogs: [] },
    verdict: 'NOT_APPLICABLE',
    reason: 'nothing in it',
  },
]);
