import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './modern-tls-policy.ts';

const listener = (port: number, ...versions: readonly string[]) => ({ port, policy: 'Policy', versions });

ruleTable(rule, { tlsListeners: [listener(443, 'TLSv1.2', 'TLSv1.3')] }, [
  {
    name: 'two old versions at one of two ports',
    facts: { tlsListeners: [listener(443, 'TLSv1.2'), listener(8443, 'TLSv1', 'TLSv1.1', 'TLSv1.2')] },
    verdict: 'FAIL',
    reason: /^accepted: TLSv1 and TLSv1.1 by Policy at port 8443$/,
  },
  {
    name: 'old for this company',
    parameters: { oldVersions: ['TLSv1.2'] },
    verdict: 'FAIL',
    reason: 'TLSv1.2 by Policy at port 443',
  },
  { name: 'no TLS', facts: { tlsListeners: [] }, verdict: 'NOT_APPLICABLE', reason: 'no listener' },
]);
