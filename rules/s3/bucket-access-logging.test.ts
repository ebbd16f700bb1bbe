import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './bucket-access-logging.ts';

ruleTable(rule, { accessLogging: { bucket: 'logs', prefix: '' } }, [
  { name: 'off', facts: { accessLogging: null }, verdict: 'FAIL', reason: /logging is off/ },
  {
    name: 'with a prefix',
    facts: { accessLogging: { bucket: 'logs', prefix: 'data/' } },
    verdict: 'PASS',
    reason: 'logs/data/',
  },
]);
