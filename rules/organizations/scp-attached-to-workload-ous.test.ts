import type { OrganizationUnit } from '#lib/domain/facts/organizations.ts';
import { full, unitPolicy, units } from '../../test/support/guardrails.ts';
import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './scp-attached-to-workload-ous.ts';

const deny = unitPolicy();
const allowList = unitPolicy({ name: 'OnlyS3', denies: false });

const { root, work, prod, play } = units({ work: [deny, full] });
const tree = (...units: readonly OrganizationUnit[]) => ({ guardrails: { enabled: true, units } });

ruleTable(rule, tree(root, work, prod), [
  {
    name: 'not enabled',
    facts: { guardrails: { enabled: false, units: [root, work, prod] } },
    verdict: 'FAIL',
    reason: 'not enabled',
  },
  {
    name: 'a unit beside the limited one',
    facts: tree(root, work, prod, play),
    verdict: 'FAIL',
    reason: /accounts: Root\/Play$/,
  },
  {
    name: 'the same, exempt for this company',
    facts: tree(root, work, prod, play),
    parameters: { exemptUnits: ['ou-x'] },
    verdict: 'PASS',
    reason: /accounts: Root\/Work\/Prod$/,
  },
  {
    name: 'accounts in the root itself',
    facts: tree({ ...root, accounts: 1 }, work, prod),
    verdict: 'FAIL',
    reason: /accounts: Root$/,
  },
  {
    name: 'limited at the root',
    facts: tree({ ...root, policies: [deny, full] }, play),
    verdict: 'PASS',
    reason: 'Root/Play',
  },
  {
    name: 'a list of what is allowed, in place of everything',
    facts: tree(root, { ...play, policies: [allowList] }),
    verdict: 'PASS',
    reason: 'Root/Play',
  },
  {
    name: 'a list of what is allowed, beside everything',
    facts: tree(root, { ...play, policies: [full, allowList] }),
    verdict: 'FAIL',
    reason: 'Root/Play',
  },
  {
    name: 'no policy at all',
    facts: tree(root, { ...play, policies: [] }),
    verdict: 'FAIL',
    reason: 'Root/Play',
  },
  {
    name: 'no accounts',
    facts: tree(root, work),
    verdict: 'NOT_APPLICABLE',
    reason: 'no unit that needs a limit',
  },
]);
