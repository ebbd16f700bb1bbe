import { defineRule } from '#lib/domain/rule.ts';
import { fail, notApplicable, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'fsx-multi-az',
  title: 'FSx file systems have a standby in another Availability Zone',
  severity: 'low',
  area: 'availability',
  resource: 'AWS::FSx::FileSystem',
  reads: ['kind', 'deployment'],
  controls: ['resilience'],
  risk: 'When the data centre of a file system in one zone fails, everything that needs its files stands still.',
  remediation: {
    text: 'The kind of deployment is set when a file system is made: restore a backup into one of a Multi-AZ kind.',
    cli: 'aws fsx create-file-system-from-backup --backup-id ID --subnet-ids ONE TWO --windows-configuration file://multi-az.json',
    url: 'https://docs.aws.amazon.com/fsx/latest/WindowsGuide/high-availability-multiAZ.html',
  },
  references: {
    securityHub: ['FSx.3', 'FSx.4', 'FSx.5'],
    prowler: ['fsx_windows_file_system_multi_az_enabled'],
  },
  check({ kind, deployment }) {
    if (kind === 'LUSTRE') return notApplicable('file systems of Lustre exist in one zone only');
    return deployment.startsWith('MULTI_AZ')
      ? pass('there is a standby in another zone')
      : fail(`the file system runs in one zone (${deployment})`);
  },
});
