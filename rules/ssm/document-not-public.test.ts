import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './document-not-public.ts';

ruleTable(rule, { public: false }, [
  { name: 'public', facts: { public: true }, verdict: 'FAIL', reason: 'every AWS account' },
]);
