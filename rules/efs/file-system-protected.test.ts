import { NO_BACKUP } from '../../test/support/no-backups.ts';
import { awsBackupRows, backedUp, exemptRows } from '../../test/support/protection-rows.ts';
import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './file-system-protected.ts';

const bare = { awsBackup: NO_BACKUP };

ruleTable(rule, { replica: false, ageDays: 30, tags: {}, awsBackup: backedUp(1) }, [
  ...awsBackupRows(bare),
  ...exemptRows(bare),
  {
    name: 'a replica',
    facts: { ...bare, replica: true },
    verdict: 'NOT_APPLICABLE',
    reason: 'its source',
  },
]);
