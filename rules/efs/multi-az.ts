import { defineRule } from '#lib/domain/rule.ts';
import { fail, notApplicable, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'efs-multi-az',
  title: 'File systems of EFS keep their files in several Availability Zones and can be mounted in two',
  severity: 'low',
  area: 'availability',
  resource: 'AWS::EFS::FileSystem',
  reads: ['onlyZone', 'mountTargets'],
  controls: ['resilience'],
  risk: 'When one data centre fails, machines in the others cannot reach the files, or the files are lost.',
  remediation: {
    text: 'Add a mount target in a second Availability Zone; replicate a One Zone file system to a regional one and mount that.',
    cli: 'aws efs create-mount-target --file-system-id ID --subnet-id SUBNET',
    url: 'https://docs.aws.amazon.com/efs/latest/ug/features.html',
  },
  references: { prowler: ['efs_multi_az_enabled'] },
  check({ onlyZone, mountTargets }) {
    if (onlyZone !== null) return fail(`the files are in one zone, ${onlyZone}`);
    if (mountTargets === 0) return notApplicable('no machine can mount it: it has no mount target');
    return mountTargets > 1
      ? pass(`the files can be mounted in ${mountTargets} zones`)
      : fail('the files can be mounted in one zone only');
  },
});
