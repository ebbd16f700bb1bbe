import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './cluster-snapshot-not-public.ts';

ruleTable(rule, { public: false }, [
  { name: 'open', facts: { public: true }, verdict: 'FAIL', reason: 'every AWS account' },
]);
