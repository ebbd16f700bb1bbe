import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './cluster-version-supported.ts';

ruleTable(rule, { version: '1.33', support: 'STANDARD_SUPPORT' }, [
  {
    name: 'no longer',
    facts: { version: '1.24', support: 'UNSUPPORTED' },
    verdict: 'FAIL',
    reason: '1.24 is no',
  },
  { name: 'for money', facts: { support: 'EXTENDED_SUPPORT' }, verdict: 'PASS', reason: 'extended' },
  {
    name: 'for money, where the company does not want it',
    facts: { support: 'EXTENDED_SUPPORT' },
    parameters: { extendedSupport: false },
    verdict: 'FAIL',
    reason: 'extended',
  },
]);
