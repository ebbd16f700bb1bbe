import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './user-listed-for-review.ts';

const access = {
  permissionSet: 'Admins',
  administrator: true,
  through: 'Platform',
  accounts: ['111122223333', '444455556666'],
};

ruleTable(
  rule,
  { userName: 'ann', displayName: 'Ann', status: 'ENABLED', groups: ['Platform'], access: [access] },
  [
    { name: 'no name', facts: { userName: null }, verdict: 'FAIL', reason: /^no user name; Ann, enabled/ },
    {
      name: 'a name alone',
      facts: { displayName: null, status: null, groups: [], access: [] },
      verdict: 'PASS',
      reason: 'ann: no display name; groups: none; no access to any account',
    },
    {
      name: 'access of both kinds',
      facts: {
        status: 'DISABLED',
        access: [
          { ...access, permissionSet: 'Own', administrator: null, through: null, accounts: ['111122223333'] },
          access,
        ],
      },
      verdict: 'PASS',
      reason:
        /^ann: Ann, disabled; groups: Platform; Own \(policies in the account decide whether administrator\) in 111122223333, Admins \(administrator\) in 2 accounts through group Platform$/,
    },
  ],
);
