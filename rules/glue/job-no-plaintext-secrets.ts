import { defineRule } from '#lib/domain/rule.ts';
import { secretsInWords } from '#lib/domain/secrets.ts';
import { fail, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'glue-job-no-plaintext-secrets',
  title: 'No secret stands in plain text in the arguments of a data processing job',
  severity: 'high',
  area: 'encryption',
  resource: 'AWS::Glue::Job',
  reads: ['plainSecrets'],
  controls: ['secrets-management'],
  risk: 'Everyone who may list jobs reads the password of the database that the job empties or fills.',
  remediation: {
    text: 'Change the secret, keep it in Secrets Manager, and let a connection or the script fetch it with the role of the job.',
    cli: 'aws glue update-job --job-name JOB --job-update file://job.json',
    url: 'https://docs.aws.amazon.com/glue/latest/dg/connection-properties-secrets-manager.html',
  },
  check: ({ plainSecrets: secrets }) =>
    secrets.length === 0
      ? pass('no argument looks like a secret')
      : fail(`in plain text: ${secretsInWords(secrets)}`),
});
