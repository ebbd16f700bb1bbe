import { broadGrantRows, grant, HARMLESS } from '../../test/support/broad-grants.ts';
import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './no-full-access-policy.ts';

ruleTable(rule, HARMLESS, [
  ...broadGrantRows('bedrock:*'),
  {
    name: 'use of models',
    facts: { document: grant(['bedrock:InvokeModel*', 'bedrock:List*']) },
    verdict: 'PASS',
    reason: 'no statement allows bedrock:*',
  },
]);
