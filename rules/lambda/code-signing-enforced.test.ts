import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './code-signing-enforced.ts';

ruleTable(rule, { runtime: 'nodejs24.x', codeSigning: 'Enforce' }, [
  { name: 'none', facts: { codeSigning: null }, verdict: 'FAIL', reason: 'needs no signature' },
  { name: 'a warning', facts: { codeSigning: 'Warn' }, verdict: 'FAIL', reason: 'warning only' },
  {
    name: 'image',
    facts: { runtime: null, codeSigning: null },
    verdict: 'NOT_APPLICABLE',
    reason: 'container images',
  },
]);
