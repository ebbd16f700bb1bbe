import { defineRule } from '#lib/domain/rule.ts';
import { fail, notApplicable, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'dlm-policy-running',
  title: 'Policies of Data Lifecycle Manager run without errors',
  severity: 'medium',
  area: 'backup',
  resource: 'AWS::DLM::LifecyclePolicy',
  reads: ['description', 'state'],
  controls: ['backup-coverage'],
  risk: 'A policy in error takes no more snapshots, and nobody misses them until a disk is lost.',
  remediation: {
    text: 'Mend what the status message of the policy names, often a permission of its role or a deleted key, and enable it again.',
    cli: 'aws dlm get-lifecycle-policy --policy-id ID && aws dlm update-lifecycle-policy --policy-id ID --state ENABLED',
    url: 'https://docs.aws.amazon.com/ebs/latest/userguide/dlm-monitor-lifecycle.html',
  },
  references: {
    prowler: ['dlm_ebs_snapshot_lifecycle_policy_exists'],
    steampipe: ['dlm_ebs_snapshot_lifecycle_policy_enabled'],
  },
  check({ description, state }) {
    if (state === 'DISABLED') return notApplicable('turned off: no volume counts on it');
    return state === 'ENABLED'
      ? pass(`"${description}" is enabled`)
      : fail(`"${description}" is in state ${state}`);
  },
});
