import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './tls-listeners-only.ts';

const listener = (port: number, protocol: string) => ({ port, protocol, certificate: null });

ruleTable(rule, { listeners: [listener(443, 'HTTPS'), listener(8443, 'SSL')] }, [
  {
    name: 'HTTP and TCP',
    facts: { listeners: [listener(25, 'TCP'), listener(80, 'HTTP'), listener(443, 'HTTPS')] },
    verdict: 'FAIL',
    reason: /^in clear: TCP at port 25, HTTP at port 80$/,
  },
]);
