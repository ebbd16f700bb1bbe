import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './default-security-group-closed.ts';

const all = [{ protocol: '-1', ports: null, cidrs: ['0.0.0.0/0'] }];

ruleTable(rule, { isDefault: true, ingress: [], egress: [] }, [
  { name: 'lets in', facts: { ingress: all }, verdict: 'FAIL', reason: '1 rules for traffic in' },
  { name: 'lets out', facts: { egress: all }, verdict: 'FAIL', reason: '1 for traffic out' },
  {
    name: 'another group',
    facts: { isDefault: false, egress: all },
    verdict: 'NOT_APPLICABLE',
    reason: 'not the default',
  },
]);
