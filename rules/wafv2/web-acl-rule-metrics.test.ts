import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './web-acl-rule-metrics.ts';

const counted = (name: string, metrics: boolean) => ({ name, metrics });

ruleTable(rule, { rules: [counted('bots', true), counted('sql', true)] }, [
  {
    name: 'two of three are not',
    facts: { rules: [counted('bots', false), counted('sql', true), counted('xss', false)] },
    verdict: 'FAIL',
    reason: /^not counted: bots, xss$/,
  },
  { name: 'no rules', facts: { rules: [] }, verdict: 'NOT_APPLICABLE', reason: 'no rules' },
]);
