import { defineRule } from '#lib/domain/rule.ts';
import { fail, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'ec2-ebs-snapshot-encrypted',
  title: 'EBS snapshots are encrypted',
  severity: 'medium',
  area: 'encryption',
  resource: 'AWS::EC2::Snapshot',
  reads: ['encrypted'],
  controls: ['encryption-at-rest'],
  risk: 'A snapshot outlives its volume; whoever it is shared with, by mistake or by theft, reads the data.',
  remediation: {
    text: 'Copy the snapshot with encryption, then delete the one in the clear.',
    cli: 'aws ec2 copy-snapshot --source-region REGION --source-snapshot-id ID --encrypted',
    url: 'https://docs.aws.amazon.com/ebs/latest/userguide/ebs-copy-snapshot.html',
  },
  references: {
    prowler: ['ec2_ebs_snapshots_encrypted'],
    steampipe: ['ebs_snapshot_encryption_enabled'],
  },
  check({ encrypted }) {
    return encrypted ? pass('the snapshot is encrypted') : fail('the snapshot is not encrypted');
  },
});
