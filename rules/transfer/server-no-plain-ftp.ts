import { defineRule } from '#lib/domain/rule.ts';
import { fail, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'transfer-server-no-plain-ftp',
  title: 'Servers for file transfer do not speak plain FTP',
  severity: 'high',
  area: 'encryption',
  resource: 'AWS::Transfer::Server',
  reads: ['protocols'],
  controls: ['encryption-in-transit'],
  risk: 'Passwords and files of partners travel readable to everyone on the way.',
  remediation: {
    text: 'Take FTP from the protocols of the server, and have partners use SFTP or FTPS.',
    cli: 'aws transfer update-server --server-id ID --protocols SFTP',
    url: 'https://docs.aws.amazon.com/transfer/latest/userguide/edit-server-config.html',
  },
  references: {
    securityHub: ['Transfer.2'],
    configRule: ['transfer-family-server-no-ftp'],
    prowler: ['transfer_server_in_transit_encryption_enabled'],
    steampipe: ['transfer_server_no_ftp_protocol'],
  },
  check: ({ protocols }) =>
    protocols.includes('FTP')
      ? fail('the server speaks plain FTP')
      : pass(`the server speaks ${protocols.join(', ')}`),
});
