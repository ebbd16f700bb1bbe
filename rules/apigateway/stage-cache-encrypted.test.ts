import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './stage-cache-encrypted.ts';

const settings = (method: string, cached: boolean, cacheEncrypted: boolean) => ({
  method,
  cached,
  cacheEncrypted,
  executionLog: 'OFF',
});

ruleTable(rule, { cacheEnabled: true, methods: [settings('*/*', true, true)] }, [
  {
    name: 'in clear',
    facts: { methods: [settings('*/*', true, false)] },
    verdict: 'FAIL',
    reason: /\*\/\*$/,
  },
  {
    name: 'one method in clear',
    facts: { methods: [settings('*/*', true, true), settings('orders/GET', true, false)] },
    verdict: 'FAIL',
    reason: 'in clear: orders/GET',
  },
  {
    name: 'not cached, hence not encrypted',
    facts: { methods: [settings('*/*', false, false), settings('orders/GET', true, true)] },
    verdict: 'PASS',
    reason: 'encrypted',
  },
  {
    name: 'no cache',
    facts: { cacheEnabled: false, methods: [settings('*/*', true, false)] },
    verdict: 'NOT_APPLICABLE',
    reason: 'no cache',
  },
]);
