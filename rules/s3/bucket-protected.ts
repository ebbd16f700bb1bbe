import { awsBackupRoute, judgeProtection } from '#lib/domain/backup.ts';
import { matches } from '#lib/domain/policy/match.ts';
import { defineRule } from '#lib/domain/rule.ts';
import { notApplicable } from '#lib/domain/verdict.ts';

const VERSIONS = {
  name: 'versioning',
  adequate: true,
  coming: false,
  observed: 'earlier versions are kept in the bucket',
};

export default defineRule({
  id: 's3-bucket-protected',
  title: 'Buckets have a recent backup, or keep earlier versions where that is enough for the company',
  severity: 'low',
  area: 'backup',
  resource: 'AWS::S3::Bucket',
  reads: ['arn', 'ageDays', 'versioning', 'awsBackup'],
  controls: ['backup-coverage'],
  risk: 'Whoever may delete versions deletes all that the bucket ever held; a backup lies where they cannot reach.',
  remediation: {
    text: 'Take the bucket into a backup plan, by its ARN or by a tag.',
    cli: 'aws backup create-backup-selection --backup-plan-id PLAN_ID --backup-selection file://selection.json',
    url: 'https://docs.aws.amazon.com/aws-backup/latest/devguide/s3-backups.html',
  },
  parameters: {
    routes: ['AWS Backup', 'versioning'] as readonly string[],
    maxAgeDays: 1,
    exempt: [] as readonly string[], // ARNs, with `*` for any text: listings of S3 tell no tags
  },
  references: { configRule: ['s3-resources-protected-by-backup-plan'] },
  check({ arn, versioning: { status }, ...bucket }, parameters) {
    if (parameters.exempt.some((one) => matches(one, arn))) return notApplicable('exempt by the company');
    // AWS Backup asks for versioning, too, so that this is one fault and not two.
    if (status !== 'Enabled') return notApplicable('versioning is off, which s3-bucket-versioning tells');
    return judgeProtection([awsBackupRoute(bucket, parameters), VERSIONS], bucket, parameters);
  },
});
