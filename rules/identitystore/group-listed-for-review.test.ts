import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './group-listed-for-review.ts';

const ann = { id: 'u-1', userName: 'ann' };
const access = { permissionSet: 'Admins', administrator: true, through: null, accounts: ['111122223333'] };

ruleTable(rule, { name: 'Platform', members: [ann], access: [access] }, [
  {
    name: 'a member whom nobody knows',
    facts: { members: [ann, { id: 'u-2', userName: null }] },
    verdict: 'FAIL',
    reason: /^Platform has members without a name in the identity store: u-2$/,
  },
  {
    name: 'nobody, with access to nothing',
    facts: { members: [], access: [] },
    verdict: 'PASS',
    reason: 'Platform has 0 members; no access to any account',
  },
  {
    name: 'access to nothing',
    facts: { access: [] },
    verdict: 'PASS',
    reason: 'has 1 members; no access',
  },
]);
