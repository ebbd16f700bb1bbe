import { few } from '#lib/domain/few.ts';
import { defineRule } from '#lib/domain/rule.ts';
import { fail, notApplicable, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'backup-jobs-succeeding',
  title: 'The newest backup job of each resource within the last week succeeded',
  severity: 'high',
  area: 'backup',
  resource: 'AWS::::Account',
  reads: ['backupJobs'],
  controls: ['backup-coverage'],
  risk: 'Backups that fail without anyone noticing are missing on the day on which data is lost.',
  remediation: {
    text: 'Read why the newest job of each named resource failed, mend it and start the backup again.',
    cli: 'aws backup list-backup-jobs --by-resource-arn ARN',
    url: 'https://docs.aws.amazon.com/aws-backup/latest/devguide/monitoring.html',
  },
  parameters: { mayFail: 0 },
  check({ backupJobs: { succeeded, failed } }, { mayFail }) {
    if (succeeded + failed.length === 0) return notApplicable('no backup job ended within the last week');
    const share = `the newest jobs of ${succeeded} of ${succeeded + failed.length} resources succeeded`;
    if (failed.length === 0) return pass(share);
    const told = `${share}, but not of ${few(failed.map(({ resource, state }) => `${resource} (${state})`))}`;
    return failed.length <= mayFail ? pass(told) : fail(told);
  },
});
