import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './security-group-no-public-rdp.ts';

const from = (cidr: string, change: object = {}) => [
  { protocol: 'tcp', ports: { from: 3389, to: 3389 }, cidrs: [cidr], ...change },
];

ruleTable(rule, { ingress: from('10.0.0.0/8') }, [
  { name: 'IPv4', facts: { ingress: from('0.0.0.0/0') }, verdict: 'FAIL', reason: '0.0.0.0/0' },
  { name: 'IPv6', facts: { ingress: from('::/0') }, verdict: 'FAIL', reason: '::/0' },
  {
    name: 'another port',
    facts: { ingress: from('0.0.0.0/0', { ports: { from: 443, to: 443 } }) },
    verdict: 'PASS',
    reason: 'not open',
  },
]);
