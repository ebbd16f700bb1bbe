import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './admin-assignments-to-groups-only.ts';

const grant = {
  permissionSet: 'Admins',
  managed: ['arn:aws:iam::aws:policy/AdministratorAccess'],
  customerManaged: [],
  inline: false,
  administrator: true,
};

ruleTable(rule, { principalType: 'GROUP', grant }, [
  {
    name: 'to a user',
    facts: { principalType: 'USER' },
    verdict: 'FAIL',
    reason: 'Admins (administrator) is assigned to a user',
  },
  {
    name: 'to a user, by policies of the account',
    facts: { principalType: 'USER', grant: { ...grant, administrator: null } },
    verdict: 'FAIL',
    reason: 'policies in the account decide',
  },
  {
    name: 'to a group, by policies of the account',
    facts: { grant: { ...grant, administrator: null } },
    verdict: 'PASS',
    reason: 'is assigned to a group',
  },
  {
    name: 'less than administration, to a user',
    facts: { principalType: 'USER', grant: { ...grant, administrator: false } },
    verdict: 'NOT_APPLICABLE',
    reason: 'not administrator',
  },
]);
