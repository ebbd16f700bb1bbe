import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './waf-associated.ts';

const webAcl = 'arn:aws:wafv2:eu-west-1:111122223333:regional/webacl/shop/1';

ruleTable(rule, { kind: 'application', internetFacing: true, webAcl }, [
  { name: 'none', facts: { webAcl: null }, verdict: 'FAIL', reason: 'no web ACL' },
  {
    name: 'internal, with one',
    facts: { internetFacing: false },
    verdict: 'PASS',
    reason: 'webacl/shop',
  },
  {
    name: 'internal, with none',
    facts: { internetFacing: false, webAcl: null },
    verdict: 'NOT_APPLICABLE',
    reason: 'not on the internet',
  },
  {
    name: 'another kind',
    facts: { kind: 'network', webAcl: null },
    verdict: 'NOT_APPLICABLE',
    reason: 'network kind',
  },
]);
