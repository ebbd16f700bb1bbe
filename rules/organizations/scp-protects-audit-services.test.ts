import type { OrganizationUnit } from '#lib/domain/facts/organizations.ts';
import { AUDIT_ACTIONS } from '#lib/domain/guardrails.ts';
import { full, unitPolicy, units } from '../../test/support/guardrails.ts';
import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './scp-protects-audit-services.ts';

const all = Object.keys(AUDIT_ACTIONS);
const services = unitPolicy({ name: 'Services', deniesAudit: all });
const role = unitPolicy({ name: 'Role', guardsRoles: ['Vouch*'] });
const { root, work, prod, play } = units({ root: [full, role], work: [full, services] });
const tree = (...units: readonly OrganizationUnit[]) => ({ guardrails: { enabled: true, units } });
const without = (action: string) =>
  tree(
    root,
    { ...work, policies: [{ ...services, deniesAudit: all.filter((one) => one !== action) }] },
    prod,
  );

ruleTable(rule, tree(root, work, prod), [
  {
    name: 'not enabled',
    facts: { guardrails: { enabled: false, units: [root, work, prod] } },
    verdict: 'FAIL',
    reason: 'not enabled',
  },
  {
    name: 'a unit beside the protected one',
    facts: tree(root, work, prod, play),
    verdict: 'FAIL',
    reason: /^Root\/Play allows access-analyzer:DeleteAnalyzer, .*securityhub:DisableSecurityHub$/,
  },
  {
    name: 'the same, exempt for this company',
    facts: tree(root, work, prod, play),
    parameters: { exemptUnits: ['ou-x'] },
    verdict: 'PASS',
    reason: /^protected: Root\/Work\/Prod$/,
  },
  {
    name: 'one action that no policy denies',
    facts: without('cloudtrail:StopLogging'),
    verdict: 'FAIL',
    reason: /^Root\/Work\/Prod allows cloudtrail:StopLogging$/,
  },
  {
    name: 'the same, for a company without that service',
    facts: without('securityhub:DisableSecurityHub'),
    parameters: { actions: ['cloudtrail:StopLogging'] },
    verdict: 'PASS',
    reason: 'Root/Work/Prod',
  },
  {
    name: 'a scanner whose role nobody guards',
    parameters: { scannerRole: 'Auditor' },
    verdict: 'FAIL',
    reason: /^Root\/Work\/Prod allows changes to the role Auditor$/,
  },
  {
    name: 'a scanner that needs no guard',
    facts: tree({ ...root, policies: [full] }, work, prod),
    parameters: { scannerRole: '' },
    verdict: 'PASS',
    reason: 'Root/Work/Prod',
  },
  { name: 'no accounts', facts: tree(root, work), verdict: 'NOT_APPLICABLE', reason: 'no unit' },
]);
