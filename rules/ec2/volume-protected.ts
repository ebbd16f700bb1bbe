import { awsBackupRoute, judgeProtection, PROTECTION, snapshotRoute } from '#lib/domain/backup.ts';
import { defineRule } from '#lib/domain/rule.ts';
import { notApplicable } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'ec2-volume-protected',
  title: 'EBS volumes in use have a recent backup or snapshot',
  severity: 'medium',
  area: 'backup',
  resource: 'AWS::EC2::Volume',
  reads: ['attachedTo', 'replacedBy', 'ageDays', 'tags', 'newestSnapshot', 'awsBackup'],
  controls: ['backup-coverage'],
  risk: 'When the volume fails, or an intruder or a mistake wipes it, what is on it is gone.',
  remediation: {
    text: 'Take the volume or its instance into a backup plan, or into a policy of Data Lifecycle Manager.',
    cli: 'aws backup create-backup-selection --backup-plan-id PLAN_ID --backup-selection file://selection.json',
    url: 'https://docs.aws.amazon.com/aws-backup/latest/devguide/assigning-resources.html',
  },
  parameters: { ...PROTECTION, routes: ['AWS Backup', 'snapshots'] as readonly string[] },
  references: {
    securityHub: ['EC2.28'],
    configRule: ['ebs-resources-protected-by-backup-plan', 'ec2-resources-protected-by-backup-plan'],
    prowler: ['ec2_ebs_volume_protected_by_backup_plan', 'ec2_ebs_volume_snapshots_exists'],
    steampipe: [
      'ebs_volume_in_backup_plan',
      'ebs_volume_snapshot_exists',
      'ec2_instance_protected_by_backup_plan',
    ],
  },
  check({ attachedTo, replacedBy, ...volume }, parameters) {
    if (!attachedTo) return notApplicable('attached to nothing: no system uses it');
    if (replacedBy) return notApplicable(`ends with ${attachedTo}, which ${replacedBy} makes anew`);
    const routes = [awsBackupRoute(volume, parameters), snapshotRoute(volume, parameters)];
    return judgeProtection(routes, volume, parameters);
  },
});
