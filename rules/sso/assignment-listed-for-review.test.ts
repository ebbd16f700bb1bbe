import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './assignment-listed-for-review.ts';

const grant = {
  permissionSet: 'Readers',
  managed: ['arn:aws:iam::aws:policy/ReadOnlyAccess'],
  customerManaged: [],
  inline: false,
  administrator: false,
};
const base = {
  account: '111122223333',
  grant,
  boundary: null,
  principalType: 'GROUP',
  principal: { id: 'g-1', name: 'Everyone' },
} as const;

ruleTable(rule, base, [
  {
    name: 'a group that is gone',
    facts: { principal: { id: 'g-1', name: null } },
    verdict: 'FAIL',
    reason: 'group g-1 has Readers (not administrator) in 111122223333, and the identity store does not know',
  },
  {
    name: 'a user',
    facts: { principalType: 'USER', principal: { id: 'u-1', name: 'ann' } },
    verdict: 'PASS',
    reason: 'user ann has Readers (not administrator) in 111122223333',
  },
  {
    name: 'an administrator',
    facts: { grant: { ...grant, administrator: true } },
    verdict: 'PASS',
    reason: 'group Everyone has Readers (administrator)',
  },
  {
    name: 'a boundary',
    facts: { boundary: 'arn:aws:iam::aws:policy/PowerUserAccess' },
    verdict: 'PASS',
    reason: /in 111122223333, limited by arn:aws:iam::aws:policy\/PowerUserAccess$/,
  },
]);
