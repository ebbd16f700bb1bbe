import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './public-zone-query-logging.ts';

const queryLog = 'arn:aws:logs:us-east-1:111122223333:log-group:/aws/route53/example.com';

ruleTable(rule, { privateZone: false, queryLog }, [
  { name: 'no log', facts: { queryLog: null }, verdict: 'FAIL', reason: 'not logged' },
  {
    name: 'private',
    facts: { privateZone: true, queryLog: null },
    verdict: 'NOT_APPLICABLE',
    reason: 'only VPCs',
  },
]);
