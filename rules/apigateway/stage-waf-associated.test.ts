import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './stage-waf-associated.ts';

const WEB_ACL = 'arn:aws:wafv2:eu-west-1:111122223333:regional/webacl/shop/1';

ruleTable(rule, { privateApi: false, webAcl: WEB_ACL }, [
  { name: 'none', facts: { webAcl: null }, verdict: 'FAIL', reason: 'no web ACL' },
  { name: 'private, with one', facts: { privateApi: true }, verdict: 'PASS', reason: 'webacl/shop' },
  {
    name: 'private, without',
    facts: { privateApi: true, webAcl: null },
    verdict: 'NOT_APPLICABLE',
    reason: 'VPC endpoints',
  },
]);
