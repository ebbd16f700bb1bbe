import { defineRule } from '#lib/domain/rule.ts';
import { secretsInWords } from '#lib/domain/secrets.ts';
import { fail, notApplicable, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'lambda-environment-no-plaintext-secrets',
  title: 'No secret stands in plain text in the environment of a function',
  severity: 'high',
  area: 'encryption',
  resource: 'AWS::Lambda::Function',
  reads: ['plainSecrets'],
  controls: ['secrets-management', 'workload-identity'],
  risk: 'Everyone who may list functions reads the secret, and with it enters where the function enters.',
  remediation: {
    text: 'Change the secret, keep it in Secrets Manager, and let the function fetch it with its role.',
    cli: 'aws lambda update-function-configuration --function-name FUNCTION --environment file://environment.json',
    url: 'https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html',
  },
  references: {
    prowler: ['awslambda_function_no_secrets_in_variables'],
    steampipe: ['lambda_function_variables_no_sensitive_data'],
  },
  check({ plainSecrets: secrets }) {
    if (secrets === null)
      return notApplicable(
        'a key of the company encrypts the environment, and reading configuration does not show it',
      );
    return secrets.length === 0
      ? pass('no variable looks like a secret')
      : fail(`in plain text: ${secretsInWords(secrets)}`);
  },
});
