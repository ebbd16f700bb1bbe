import { NO_BACKUP } from '../../test/support/no-backups.ts';
import { awsBackupRows } from '../../test/support/protection-rows.ts';
import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './bucket-protected.ts';

const base = {
  arn: 'arn:aws:s3:::orders',
  ageDays: 30,
  versioning: { status: 'Enabled', mfaDelete: false },
  awsBackup: NO_BACKUP,
};
const strict = { routes: ['AWS Backup'] };

ruleTable(rule, base, [
  ...awsBackupRows({}).map((row) => ({ ...row, parameters: { ...strict, ...row.parameters } })),
  { name: 'versions', facts: { ageDays: 0 }, verdict: 'PASS', reason: /^earlier versions are kept/ },
  {
    name: 'exempt',
    parameters: { ...strict, exempt: ['arn:aws:s3:::ord*'] },
    verdict: 'NOT_APPLICABLE',
    reason: 'exempt',
  },
  {
    name: 'others are exempt',
    parameters: { ...strict, exempt: ['arn:aws:s3:::logs'] },
    verdict: 'FAIL',
    reason: 'no recovery point',
  },
  {
    name: 'without versions',
    facts: { versioning: { status: null, mfaDelete: false } },
    verdict: 'NOT_APPLICABLE',
    reason: 's3-bucket-versioning',
  },
  {
    name: 'with versions of former times',
    facts: { versioning: { status: 'Suspended', mfaDelete: false } },
    verdict: 'NOT_APPLICABLE',
    reason: 'versioning is off',
  },
]);
