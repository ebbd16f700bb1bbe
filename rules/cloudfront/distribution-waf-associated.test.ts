import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './distribution-waf-associated.ts';

ruleTable(rule, { enabled: true, webAcl: 'arn:aws:wafv2:us-east-1:111122223333:global/webacl/shop/1' }, [
  { name: 'none', facts: { webAcl: null }, verdict: 'FAIL', reason: 'no web ACL' },
  {
    name: 'off, with none',
    facts: { enabled: false, webAcl: null },
    verdict: 'NOT_APPLICABLE',
    reason: 'is off',
  },
]);
