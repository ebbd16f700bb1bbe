import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './vault-recovery-points-encrypted.ts';

ruleTable(rule, { recoveryPoints: 3, unencrypted: [] }, [
  {
    name: 'of one resource',
    facts: { unencrypted: ['volume/1'] },
    verdict: 'FAIL',
    reason: /are of volume\/1$/,
  },
  {
    name: 'of many',
    facts: { recoveryPoints: 9, unencrypted: ['a', 'b', 'c', 'd', 'e', 'f', 'g'] },
    verdict: 'FAIL',
    reason: /are of a, b, c, d, e and 2 more$/,
  },
  {
    name: 'an empty vault',
    facts: { recoveryPoints: 0 },
    verdict: 'NOT_APPLICABLE',
    reason: 'no recovery points',
  },
]);
