import { defineRule } from '#lib/domain/rule.ts';
import { fail, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'dynamodb-table-deletion-protection',
  title: 'Tables are protected from deletion',
  severity: 'medium',
  area: 'backup',
  resource: 'AWS::DynamoDB::Table',
  reads: ['deletionProtection'],
  controls: ['backup-protection'],
  risk: 'One mistaken call removes a table and with it its point-in-time recovery.',
  remediation: {
    text: 'Turn deletion protection on.',
    cli: 'aws dynamodb update-table --table-name NAME --deletion-protection-enabled',
    url: 'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/WorkingWithTables.Basics.html',
  },
  references: {
    securityHub: ['DynamoDB.6'],
    configRule: ['dynamodb-table-deletion-protection-enabled'],
    prowler: ['dynamodb_table_deletion_protection_enabled'],
    steampipe: ['dynamodb_table_deletion_protection_enabled'],
  },
  check({ deletionProtection }) {
    return deletionProtection ? pass('deletion protection is on') : fail('deletion protection is off');
  },
});
