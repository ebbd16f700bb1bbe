import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './vpc-dns-query-logging.ts';

ruleTable(rule, { dnsQueryLogs: ['rqlc-1'] }, [
  { name: 'no log', facts: { dnsQueryLogs: [] }, verdict: 'FAIL', reason: 'not logged' },
  {
    name: 'a default VPC, unused',
    facts: { dnsQueryLogs: null },
    verdict: 'NOT_APPLICABLE',
    reason: 'nothing in it',
  },
]);
