import { defineRule } from '#lib/domain/rule.ts';
import { fail, notApplicable, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'secretsmanager-secret-rotated-on-schedule',
  title: 'Secrets that rotate automatically did so on time, at most 90 days ago',
  severity: 'medium',
  area: 'encryption',
  resource: 'AWS::SecretsManager::Secret',
  reads: ['rotationEnabled', 'replicaOf', 'daysSinceRotation', 'daysOverdue'],
  controls: ['secrets-management'],
  risk: 'Rotation that fails silently leaves an old password in use while everyone believes that it is renewed.',
  remediation: {
    text: 'Find in the log of the rotation function why it failed, repair it and rotate the secret; shorten a schedule that is too rare.',
    cli: 'aws secretsmanager rotate-secret --secret-id SECRET_ARN',
    url: 'https://docs.aws.amazon.com/secretsmanager/latest/userguide/troubleshoot_rotation.html',
  },
  parameters: { maxDays: 90 },
  references: {
    securityHub: ['SecretsManager.2', 'SecretsManager.4'],
    configRule: [
      'secretsmanager-scheduled-rotation-success-check',
      'secretsmanager-secret-periodic-rotation',
    ],
    prowler: ['secretsmanager_secret_rotated_periodically'],
    steampipe: ['secretsmanager_secret_rotated_as_scheduled'],
  },
  check({ rotationEnabled, replicaOf, daysSinceRotation: days, daysOverdue }, { maxDays }) {
    if (replicaOf !== null) return notApplicable(`a copy follows the rotation of its secret in ${replicaOf}`);
    if (!rotationEnabled) return notApplicable('automatic rotation is off, which a rule of its own judges');
    if (daysOverdue) return fail(`rotation has been overdue for ${daysOverdue} days`);
    return days <= maxDays
      ? pass(`the value is ${days} days old`)
      : fail(`the value is ${days} days old, more than ${maxDays}`);
  },
});
