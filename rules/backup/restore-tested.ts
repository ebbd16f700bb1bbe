import { restoreEvidence } from '#lib/domain/backup.ts';
import { defineRule } from '#lib/domain/rule.ts';
import { fail, notApplicable, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'backup-restore-tested',
  title: 'Restores from backup are tested every month, and succeed',
  severity: 'high',
  area: 'backup',
  resource: 'AWS::::Account',
  reads: ['restores'],
  controls: ['recovery-testing'],
  risk: 'Backups that were never restored may turn out to be empty, incomplete or too slow when they are needed.',
  remediation: {
    text: 'Create a restore testing plan, which restores chosen recovery points on a schedule and deletes what it restored.',
    cli: 'aws backup create-restore-testing-plan --restore-testing-plan file://plan.json',
    url: 'https://docs.aws.amazon.com/aws-backup/latest/devguide/restore-testing.html',
  },
  // A month: AWS promises to list jobs no longer. Restores that somebody asked for count like those of testing plans.
  parameters: { maxDays: 30, acceptManual: true as boolean },
  check({ restores }, { maxDays, acceptManual }) {
    if (restores === null) return notApplicable('the Region has no recovery points to restore');
    const evidence = restores
      .filter(({ testingPlan }) => testingPlan !== null || acceptManual)
      .map((some) => restoreEvidence(some, maxDays));
    const told = evidence.map(({ observed }) => observed).join('; ');
    return evidence.some(({ adequate }) => adequate)
      ? pass(told)
      : fail(told || `AWS lists no restore${acceptManual ? '' : ' by a testing plan'}`);
  },
});
