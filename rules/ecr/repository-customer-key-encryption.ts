import { defineRule } from '#lib/domain/rule.ts';
import { fail, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'ecr-repository-customer-key-encryption',
  title: 'Images are encrypted with a KMS key that the account can see',
  severity: 'low',
  area: 'encryption',
  resource: 'AWS::ECR::Repository',
  reads: ['kmsKeyArn'],
  controls: ['encryption-at-rest', 'encryption-key-lifecycle'],
  risk: 'With the keys that ECR owns, nobody here can see or stop the use of the key.',
  remediation: {
    text: 'The key is set when a repository is made: make one with a KMS key, copy the images, and move to it.',
    cli: 'aws ecr create-repository --repository-name NAME --encryption-configuration encryptionType=KMS,kmsKey=KEY',
    url: 'https://docs.aws.amazon.com/AmazonECR/latest/userguide/encryption-at-rest.html',
  },
  references: { securityHub: ['ECR.5'], configRule: ['ecr-repository-cmk-encryption-enabled'] },
  check({ kmsKeyArn }) {
    return kmsKeyArn
      ? pass(`encrypted with ${kmsKeyArn}`)
      : fail('encrypted with keys that ECR owns, not with one of KMS in this account');
  },
});
