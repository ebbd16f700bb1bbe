import { defineRule } from '#lib/domain/rule.ts';
import { soundsSecret } from '#lib/domain/secrets.ts';
import { fail, notApplicable, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'ssm-sensitive-parameter-is-securestring',
  title: 'Parameters that are named like secrets are encrypted',
  severity: 'medium',
  area: 'encryption',
  resource: 'AWS::SSM::Parameter',
  reads: ['name', 'type'],
  controls: ['secrets-management', 'encryption-at-rest'],
  risk: 'Everyone who may read parameters reads the secret, without leave to use any key.',
  remediation: {
    text: 'Change the secret, delete the parameter, and make it anew as a SecureString: the type of a parameter cannot be changed.',
    cli: 'aws ssm put-parameter --name NAME --type SecureString --key-id KEY --value file://secret',
    url: 'https://docs.aws.amazon.com/systems-manager/latest/userguide/secure-string-parameter-kms-encryption.html',
  },
  parameters: { harmless: [] as readonly string[] },
  references: { steampipe: ['ssm_parameter_encryption_enabled'] },
  check({ name, type }, { harmless }) {
    if (type === 'SecureString') return pass('it is encrypted');
    if (!soundsSecret(name)) return notApplicable('its name does not sound like that of a secret');
    return harmless.some((end) => name.endsWith(end))
      ? notApplicable('the company says that it holds no secret')
      : fail(`named like a secret, it is a ${type} in plain text`);
  },
});
