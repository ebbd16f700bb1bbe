import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './state-machine-logging.ts';

ruleTable(rule, { logLevel: 'FATAL' }, [
  { name: 'off', facts: { logLevel: 'OFF' }, verdict: 'FAIL', reason: /is OFF$/ },
  {
    name: 'less than the company asks for',
    parameters: { levels: ['ALL'] },
    verdict: 'FAIL',
    reason: /is FATAL$/,
  },
]);
