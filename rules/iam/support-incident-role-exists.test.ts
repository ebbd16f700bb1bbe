import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './support-incident-role-exists.ts';

ruleTable(rule, { supportCaseOpeners: ['role/incident'] }, [
  { name: 'nobody', facts: { supportCaseOpeners: [] }, verdict: 'FAIL', reason: 'no user, role or group' },
  {
    name: 'two',
    facts: { supportCaseOpeners: ['group/oncall', 'role/incident'] },
    verdict: 'PASS',
    reason: 'held by group/oncall, role/incident',
  },
]);
