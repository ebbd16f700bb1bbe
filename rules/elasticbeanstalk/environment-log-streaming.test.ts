import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './environment-log-streaming.ts';

ruleTable(rule, { streamsLogs: true }, [
  { name: 'off', facts: { streamsLogs: false }, verdict: 'FAIL', reason: 'stay on the instances' },
]);
