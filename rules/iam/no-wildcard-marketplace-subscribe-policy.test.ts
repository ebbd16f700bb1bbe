import { broadGrantRows, grant, HARMLESS } from '../../test/support/broad-grants.ts';
import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './no-wildcard-marketplace-subscribe-policy.ts';

ruleTable(rule, HARMLESS, [
  ...broadGrantRows('aws-marketplace:Subscribe'),
  {
    name: 'one product',
    facts: {
      document: grant('aws-marketplace:Subscribe', {
        Condition: { StringEquals: { 'aws-marketplace:ProductId': 'x' } },
      }),
    },
    verdict: 'PASS',
    reason: 'no statement',
  },
]);
