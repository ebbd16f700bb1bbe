import { defineRule } from '#lib/domain/rule.ts';
import { secretsInWords } from '#lib/domain/secrets.ts';
import { fail, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'codebuild-project-no-plaintext-credentials',
  title: 'No secret stands in plain text in a build project',
  severity: 'critical',
  area: 'change',
  resource: 'AWS::CodeBuild::Project',
  reads: ['plainSecrets'],
  controls: ['secrets-management', 'workload-identity'],
  risk: 'Everyone who may look at builds reads the secret, and can change what is built and released with it.',
  remediation: {
    text: 'Change the secret, keep it in Secrets Manager, and refer to it by a variable of type SECRETS_MANAGER; for AWS itself use the role of the project.',
    cli: 'aws codebuild update-project --name PROJECT --environment file://environment.json',
    url: 'https://docs.aws.amazon.com/codebuild/latest/userguide/build-spec-ref.html#build-spec.env.secrets-manager',
  },
  references: {
    securityHub: ['CodeBuild.2'],
    configRule: ['codebuild-project-envvar-awscred-check'],
    prowler: ['codebuild_project_no_secrets_in_variables'],
    steampipe: ['codebuild_project_plaintext_env_variables_no_sensitive_aws_values'],
  },
  check: ({ plainSecrets: secrets }) =>
    secrets.length === 0
      ? pass('no plain variable looks like a secret')
      : fail(`in plain text: ${secretsInWords(secrets)}`),
});
