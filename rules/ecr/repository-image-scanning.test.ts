import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './repository-image-scanning.ts';

ruleTable(rule, { scanFrequency: 'SCAN_ON_PUSH' }, [
  { name: 'on request', facts: { scanFrequency: 'MANUAL' }, verdict: 'FAIL', reason: 'only on request' },
  {
    name: 'by Inspector',
    facts: { scanFrequency: 'CONTINUOUS_SCAN' },
    verdict: 'PASS',
    reason: 'all the time',
  },
]);
