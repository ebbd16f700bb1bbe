import { NO_BACKUP } from '../../test/support/no-backups.ts';
import { awsBackupRows } from '../../test/support/protection-rows.ts';
import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './table-protected.ts';

const base = {
  arn: 'arn:aws:dynamodb:eu-west-1:111122223333:table/orders',
  pointInTimeRecovery: { enabled: true, periodDays: 35 },
  ageDays: 30,
  awsBackup: NO_BACKUP,
};
const bare = { pointInTimeRecovery: { enabled: false, periodDays: null } };

ruleTable(rule, base, [
  ...awsBackupRows(bare),
  { name: 'off', facts: bare, verdict: 'FAIL', reason: /^no point-in-time recovery; no recovery point/ },
  {
    name: 'a short reach',
    facts: { pointInTimeRecovery: { enabled: true, periodDays: 1 } },
    verdict: 'FAIL',
    reason: '1 days, less than 7',
  },
  {
    name: 'the reach that AWS has by itself',
    facts: { pointInTimeRecovery: { enabled: true, periodDays: null } },
    parameters: { minDays: 35 },
    verdict: 'PASS',
    reason: 'last 35 days',
  },
  {
    name: 'a company that wants AWS Backup',
    parameters: { routes: ['AWS Backup'] },
    verdict: 'FAIL',
    reason: /^no recovery point/,
  },
  {
    name: 'exempt',
    facts: bare,
    parameters: { exempt: ['arn:aws:dynamodb:*:*:table/ord*'] },
    verdict: 'NOT_APPLICABLE',
    reason: 'exempt',
  },
  {
    name: 'others are exempt',
    facts: bare,
    parameters: { exempt: ['arn:aws:dynamodb:*:*:table/cache*'] },
    verdict: 'FAIL',
    reason: 'no plan',
  },
]);
