import { defineRule } from '#lib/domain/rule.ts';
import { secretsInWords } from '#lib/domain/secrets.ts';
import { fail, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'ec2-launch-template-no-plaintext-secrets',
  title: 'No secret stands in plain text in the user data of a launch template',
  severity: 'high',
  area: 'encryption',
  resource: 'AWS::EC2::LaunchTemplate',
  reads: ['plainSecrets'],
  controls: ['secrets-management', 'workload-identity'],
  risk: 'Everyone who may look at templates, and every program on the instances, reads the secret.',
  remediation: {
    text: 'Change the secret, keep it in Secrets Manager, let the instance fetch it with its role, and delete the old versions.',
    cli: 'aws ec2 delete-launch-template-versions --launch-template-id TEMPLATE --versions VERSION',
    url: 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instancedata-add-user-data.html',
  },
  references: { prowler: ['ec2_launch_template_no_secrets'] },
  check: ({ plainSecrets: secrets }) =>
    secrets.length === 0
      ? pass('nothing in the user data looks like a secret')
      : fail(`in plain text: ${secretsInWords(secrets)}`),
});
