import type { OrganizationUnit } from '#lib/domain/facts/organizations.ts';
import { unitPolicy, units } from '../../test/support/guardrails.ts';
import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './resource-control-policy-attached.ts';

const { root, work, prod, play } = units({ work: [unitPolicy({ name: 'NoOutsiders' })] });
const tree = (...units: readonly OrganizationUnit[]) => ({ resourceGuardrails: { enabled: true, units } });

ruleTable(rule, tree(root, work, prod), [
  {
    name: 'not enabled',
    facts: { resourceGuardrails: { enabled: false, units: [root, work, prod] } },
    verdict: 'FAIL',
    reason: 'not enabled',
  },
  {
    name: 'a unit with the policy of AWS alone',
    facts: tree(root, work, prod, play),
    verdict: 'FAIL',
    reason: /of Root\/Play$/,
  },
  {
    name: 'the same, exempt for this company',
    facts: tree(root, work, prod, play),
    parameters: { exemptUnits: ['ou-x'] },
    verdict: 'PASS',
    reason: /of Root\/Work\/Prod$/,
  },
  { name: 'no accounts', facts: tree(root, work), verdict: 'NOT_APPLICABLE', reason: 'no unit' },
]);
