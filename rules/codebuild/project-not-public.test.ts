import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './project-not-public.ts';

ruleTable(rule, { public: false }, [
  { name: 'public', facts: { public: true }, verdict: 'FAIL', reason: 'everyone' },
]);
