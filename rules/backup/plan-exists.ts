import { defineRule } from '#lib/domain/rule.ts';
import { fail, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'backup-plan-exists',
  title: 'Each Region in use has a backup plan that selects resources',
  severity: 'high',
  area: 'backup',
  resource: 'AWS::::Account',
  reads: ['backupPlans'],
  controls: ['backup-coverage'],
  risk: 'Backups that depend on somebody remembering are missing on the day on which data is lost.',
  remediation: {
    text: 'Create a backup plan and assign resources to it, by tag or type. Leave Regions that hold no data out of the scope.',
    cli: 'aws backup create-backup-plan --backup-plan file://plan.json && aws backup create-backup-selection --backup-plan-id PLAN_ID --backup-selection file://selection.json',
    url: 'https://docs.aws.amazon.com/aws-backup/latest/devguide/about-backup-plans.html',
  },
  references: {
    prowler: ['backup_plans_exist', 'backup_vaults_exist'],
    steampipe: ['backup_plan_region_configured', 'backup_vault_region_configured'],
  },
  check({ backupPlans }) {
    const names = (plans: typeof backupPlans) => plans.map(({ name }) => name).join(', ');
    if (backupPlans.length === 0) return fail('the Region has no backup plan');
    const selecting = backupPlans.filter(({ selections }) => selections > 0);
    return selecting.length > 0
      ? pass(`backup plans that select resources: ${names(selecting)}`)
      : fail(`no backup plan selects any resources: ${names(backupPlans)}`);
  },
});
