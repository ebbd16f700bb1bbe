import { defineRule } from '#lib/domain/rule.ts';
import { fail, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'ec2-ebs-volume-encrypted',
  title: 'EBS volumes are encrypted',
  severity: 'high',
  area: 'encryption',
  resource: 'AWS::EC2::Volume',
  reads: ['encrypted'],
  controls: ['encryption-at-rest'],
  risk: 'Whoever gets hold of the volume or a snapshot of it reads the data.',
  remediation: {
    text: 'Copy a snapshot of the volume with encryption, make a volume of it, and put it in the place of the old one.',
    cli: 'aws ec2 copy-snapshot --source-region REGION --source-snapshot-id ID --encrypted',
    url: 'https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption.html',
  },
  references: {
    securityHub: ['EC2.3'],
    configRule: ['encrypted-volumes'],
    prowler: ['ec2_ebs_volume_encryption'],
    steampipe: ['ebs_attached_volume_encryption_enabled'],
  },
  check({ encrypted }) {
    return encrypted ? pass('the volume is encrypted') : fail('the volume is not encrypted');
  },
});
