import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './automatic-backup-policy.ts';

const plans = (certain: boolean) => ({ newest: null, plans: [{ name: 'daily', certain }] });

ruleTable(rule, { automaticBackups: true, replica: false, awsBackup: { newest: null, plans: [] } }, [
  { name: 'off', facts: { automaticBackups: false }, verdict: 'FAIL', reason: 'no plan takes it in' },
  {
    name: 'off, but in a plan',
    facts: { automaticBackups: false, awsBackup: plans(true) },
    verdict: 'PASS',
    reason: 'the backup plan daily',
  },
  {
    name: 'off, and perhaps in a plan',
    facts: { automaticBackups: false, awsBackup: plans(false) },
    verdict: 'FAIL',
    reason: 'no plan',
  },
  {
    name: 'a replica',
    facts: { automaticBackups: false, replica: true },
    verdict: 'NOT_APPLICABLE',
    reason: 'its source',
  },
]);
