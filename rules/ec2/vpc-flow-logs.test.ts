import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './vpc-flow-logs.ts';

const log = (traffic: 'ACCEPT' | 'REJECT' | 'ALL') => ({ id: 'fl-1', traffic });

ruleTable(rule, { flowLogs: [log('ALL')] }, [
  { name: 'none', facts: { flowLogs: [] }, verdict: 'FAIL', reason: 'no flow log' },
  { name: 'what is refused', facts: { flowLogs: [log('REJECT')] }, verdict: 'PASS', reason: 'fl-1' },
  {
    name: 'only what is let in',
    facts: { flowLogs: [log('ACCEPT')] },
    verdict: 'FAIL',
    reason: 'only accepted',
  },
  {
    name: 'a default VPC, unused',
    facts: { flowLogs: null },
    verdict: 'NOT_APPLICABLE',
    reason: 'nothing in it',
  },
]);
