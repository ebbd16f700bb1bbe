import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './plan-copies-elsewhere.ts';

const copy = { vault: 'V', otherRegion: true, otherAccount: false };

ruleTable(rule, { selections: 1, copies: [copy] }, [
  { name: 'no copies', facts: { copies: [] }, verdict: 'FAIL', reason: 'outside of the region or account' },
  {
    name: 'a copy next door',
    facts: { copies: [{ ...copy, otherRegion: false }] },
    verdict: 'FAIL',
    reason: 'no copy',
  },
  {
    name: 'a copy to another account',
    facts: { copies: [{ vault: 'W', otherRegion: false, otherAccount: true }] },
    verdict: 'PASS',
    reason: /^copies go to W$/,
  },
  {
    name: 'another Region is not enough for this company',
    parameters: { outside: ['account'] },
    verdict: 'FAIL',
    reason: 'outside of the account',
  },
  { name: 'nothing to copy', facts: { selections: 0 }, verdict: 'NOT_APPLICABLE', reason: 'no resources' },
]);
