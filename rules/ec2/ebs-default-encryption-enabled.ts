import { defineRule } from '#lib/domain/rule.ts';
import { fail, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'ec2-ebs-default-encryption-enabled',
  title: 'New EBS volumes are encrypted in each Region',
  severity: 'high',
  area: 'encryption',
  resource: 'AWS::::Account',
  reads: ['ebsEncryptionByDefault'],
  controls: ['encryption-at-rest'],
  risk: 'A volume that somebody makes without thinking of encryption holds data in the clear.',
  remediation: {
    text: 'Turn encryption by default on, in every Region.',
    cli: 'aws ec2 enable-ebs-encryption-by-default --region REGION',
    url: 'https://docs.aws.amazon.com/ebs/latest/userguide/encryption-by-default.html',
  },
  references: {
    securityHub: ['EC2.7'],
    configRule: ['ec2-ebs-encryption-by-default'],
    prowler: ['ec2_ebs_default_encryption'],
    steampipe: ['ebs_encryption_by_default_enabled'],
  },
  check({ ebsEncryptionByDefault }) {
    return ebsEncryptionByDefault
      ? pass('new volumes are encrypted by default')
      : fail('new volumes are not encrypted by default');
  },
});
