import { defineRule } from '#lib/domain/rule.ts';
import { secretsInWords } from '#lib/domain/secrets.ts';
import { fail, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'elasticbeanstalk-environment-no-plaintext-secrets',
  title: 'No secret stands in plain text among the properties of an Elastic Beanstalk environment',
  severity: 'high',
  area: 'encryption',
  resource: 'AWS::ElasticBeanstalk::Environment',
  reads: ['plainSecrets'],
  controls: ['secrets-management', 'workload-identity'],
  risk: 'Everyone who may look at the environment reads the secret, and with it enters where the application enters.',
  remediation: {
    text: 'Change the secret, keep it in Secrets Manager, and refer to it as an environment secret.',
    cli: 'aws elasticbeanstalk update-environment --environment-name ENVIRONMENT --option-settings file://environment-secrets.json',
    url: 'https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/AWSHowTo.secrets.env-vars.html',
  },
  check: ({ plainSecrets: secrets }) =>
    secrets.length === 0
      ? pass('no property looks like a secret')
      : fail(`in plain text: ${secretsInWords(secrets)}`),
});
