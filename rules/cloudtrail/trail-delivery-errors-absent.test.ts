import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './trail-delivery-errors-absent.ts';

ruleTable(rule, { deliveryErrors: [] }, [
  {
    name: 'two errors',
    facts: { deliveryErrors: ['log files: AccessDenied', 'digests: NoSuchBucket'] },
    verdict: 'FAIL',
    reason: 'failed: log files: AccessDenied, digests: NoSuchBucket',
  },
]);
