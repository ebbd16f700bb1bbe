import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './http-redirects-to-https.ts';

const listener = (port: number, redirectsToHttps: boolean) => ({ port, redirectsToHttps });

ruleTable(rule, { kind: 'application', httpListeners: [listener(80, true)] }, [
  {
    name: 'one of two does not',
    facts: { httpListeners: [listener(80, true), listener(8080, false)] },
    verdict: 'FAIL',
    reason: /at port 8080$/,
  },
  { name: 'HTTPS alone', facts: { httpListeners: [] }, verdict: 'PASS', reason: 'no listener takes' },
  { name: 'another kind', facts: { kind: 'network' }, verdict: 'NOT_APPLICABLE', reason: 'network kind' },
]);
