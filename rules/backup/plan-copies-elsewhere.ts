import { defineRule } from '#lib/domain/rule.ts';
import { fail, notApplicable, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'backup-plan-copies-elsewhere',
  title: 'Backup plans copy backups to another Region or account',
  severity: 'medium',
  area: 'backup',
  resource: 'AWS::Backup::BackupPlan',
  reads: ['selections', 'copies'],
  controls: ['backup-protection'],
  risk: 'Whoever takes over the account, or whatever takes down the Region, takes the backups along with the data.',
  remediation: {
    text: 'Give a rule of the plan a copy to a vault in another Region or, better, in an account that few people enter.',
    cli: 'aws backup update-backup-plan --backup-plan-id PLAN_ID --backup-plan file://plan.json',
    url: 'https://docs.aws.amazon.com/aws-backup/latest/devguide/cross-region-backup.html',
  },
  /** What a copy may lie outside of to count: `region`, `account`. */
  parameters: { outside: ['region', 'account'] as readonly string[] },
  check({ selections, copies }, { outside }) {
    if (selections === 0) return notApplicable('the plan selects no resources');
    const far = copies.filter(
      ({ otherRegion, otherAccount }) =>
        (otherRegion && outside.includes('region')) || (otherAccount && outside.includes('account')),
    );
    return far.length > 0
      ? pass(`copies go to ${far.map(({ vault }) => vault).join(', ')}`)
      : fail(`no copy goes outside of the ${outside.join(' or ')}`);
  },
});
