import { NO_BACKUP } from '../../test/support/no-backups.ts';
import { awsBackupRows, backedUp, exemptRows } from '../../test/support/protection-rows.ts';
import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './volume-protected.ts';

const base = {
  attachedTo: 'i-1',
  replacedBy: null,
  ageDays: 30,
  tags: {},
  newestSnapshot: { ageDays: 1, by: 'Data Lifecycle Manager' },
  awsBackup: NO_BACKUP,
} as const;
const bare = { newestSnapshot: null };

ruleTable(rule, base, [
  ...awsBackupRows(bare),
  ...exemptRows(bare),
  {
    name: 'an old snapshot',
    facts: { newestSnapshot: { ageDays: 2, by: 'another maker' } },
    verdict: 'FAIL',
    reason: /no plan selects it; newest snapshot of 2 days ago by another maker$/,
  },
  {
    name: 'a company that does not accept snapshots',
    parameters: { routes: ['AWS Backup'] },
    verdict: 'FAIL',
    reason: /no plan selects it$/,
  },
  {
    name: 'both ways',
    facts: { awsBackup: backedUp(0) },
    verdict: 'PASS',
    reason: 'of AWS Backup; newest snapshot of 1 days ago by Data Lifecycle Manager',
  },
  {
    name: 'new: whoever takes snapshots may yet come',
    facts: { ...bare, ageDays: 0 },
    verdict: 'NOT_APPLICABLE',
    reason: 'made 0 days ago',
  },
  {
    name: 'in no use',
    facts: { ...bare, attachedTo: null },
    verdict: 'NOT_APPLICABLE',
    reason: 'attached to nothing',
  },
  {
    name: 'on a machine that is replaced',
    facts: { ...bare, replacedBy: 'the Auto Scaling group web' },
    verdict: 'NOT_APPLICABLE',
    reason: 'ends with i-1, which the Auto Scaling group web makes anew',
  },
]);
