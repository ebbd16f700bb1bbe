import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './trail-bucket-access-logging.ts';

ruleTable(rule, { bucket: { name: 'trail-records', accessLogBucket: 'access-logs' } }, [
  {
    name: 'access not logged',
    facts: { bucket: { name: 'trail-records', accessLogBucket: null } },
    verdict: 'FAIL',
    reason: 'trail-records is not logged',
  },
]);
