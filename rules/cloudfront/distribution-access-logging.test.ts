import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './distribution-access-logging.ts';

ruleTable(rule, { enabled: true, accessLog: 'logs.s3.amazonaws.com' }, [
  { name: 'no log', facts: { accessLog: null }, verdict: 'FAIL', reason: 'not logged' },
  {
    name: 'off, without log',
    facts: { enabled: false, accessLog: null },
    verdict: 'NOT_APPLICABLE',
    reason: 'is off',
  },
]);
