import { defineRule } from '#lib/domain/rule.ts';
import { fail, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'ec2-ebs-snapshot-not-public',
  title: 'No EBS snapshot can be restored by every AWS account',
  severity: 'critical',
  area: 'network',
  resource: 'AWS::EC2::Snapshot',
  reads: ['public'],
  controls: ['public-access-prevention'],
  risk: 'Anyone with an AWS account makes a volume of the snapshot and reads the whole disk, unnoticed.',
  remediation: {
    text: 'Make the snapshot private, block public sharing in every Region, and treat its data as disclosed.',
    cli: 'aws ec2 modify-snapshot-attribute --snapshot-id ID --attribute createVolumePermission --operation-type remove --group-names all',
    url: 'https://docs.aws.amazon.com/ebs/latest/userguide/ebs-modifying-snapshot-permissions.html',
  },
  references: {
    securityHub: ['EC2.1'],
    configRule: ['ebs-snapshot-public-restorable-check'],
    prowler: ['ec2_ebs_public_snapshot'],
    steampipe: ['ebs_snapshot_not_publicly_restorable'],
  },
  check({ public: open }) {
    return open
      ? fail('every AWS account can make a volume of the snapshot')
      : pass('the snapshot is not among those that every AWS account can restore');
  },
});
