import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './access-logging.ts';

ruleTable(rule, { kind: 'application', accessLog: 'logs' }, [
  { name: 'no log', facts: { accessLog: null }, verdict: 'FAIL', reason: 'not logged' },
  { name: 'another kind, with log', facts: { kind: 'network' }, verdict: 'PASS', reason: 'bucket logs' },
  {
    name: 'another kind, without',
    facts: { kind: 'gateway', accessLog: null },
    verdict: 'NOT_APPLICABLE',
    reason: 'gateway kind',
  },
]);
