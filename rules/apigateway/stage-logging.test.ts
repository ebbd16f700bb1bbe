import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './stage-logging.ts';

const settings = (method: string, executionLog: string) => ({
  method,
  cached: false,
  cacheEncrypted: false,
  executionLog,
});
const LOG = 'arn:aws:logs:eu-west-1:111122223333:log-group:shop';

ruleTable(rule, { accessLog: LOG, methods: [settings('*/*', 'OFF')] }, [
  { name: 'neither', facts: { accessLog: null }, verdict: 'FAIL', reason: /execution log for \*\/\*$/ },
  {
    name: 'execution logs only',
    facts: { accessLog: null, methods: [settings('*/*', 'ERROR'), settings('orders/GET', 'INFO')] },
    verdict: 'PASS',
    reason: 'execution of every method',
  },
  {
    name: 'execution logs but for one method',
    facts: { accessLog: null, methods: [settings('*/*', 'INFO'), settings('orders/GET', 'OFF')] },
    verdict: 'FAIL',
    reason: 'for orders/GET',
  },
]);
