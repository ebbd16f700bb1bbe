import { matches } from '#lib/domain/policy/match.ts';
import { defineRule } from '#lib/domain/rule.ts';
import { fail, pass } from '#lib/domain/verdict.ts';

const NAMED = 5;

export default defineRule({
  id: 'organizations-management-account-no-workloads',
  title: 'No EC2 instance runs and no Lambda function exists in the management account',
  severity: 'medium',
  area: 'org-governance',
  resource: 'AWS::Organizations::Organization',
  reads: ['managementWorkloads'],
  controls: ['organization-guardrails'],
  risk: 'No service control policy limits the management account, so who takes over a workload there can reach every account.',
  remediation: {
    text: 'Move the workload to a member account, and keep the management account for the Organization alone.',
    url: 'https://docs.aws.amazon.com/organizations/latest/userguide/orgs_best-practices_mgmt-acct.html',
  },
  /** ARNs, with `*` for any text, of what serves the Organization itself and has to run there. */
  parameters: { exempt: [] as readonly string[] },
  check({ managementWorkloads }, { exempt }) {
    const misplaced = managementWorkloads.filter((arn) => !exempt.some((one) => matches(one, arn)));
    const exempted = managementWorkloads.length - misplaced.length;
    if (misplaced.length === 0) return pass(`nothing runs there${exempted ? ` but ${exempted} exempt` : ''}`);
    const rest = misplaced.length > NAMED ? ` and ${misplaced.length - NAMED} more` : '';
    return fail(`${misplaced.slice(0, NAMED).join(', ')}${rest}`);
  },
});
