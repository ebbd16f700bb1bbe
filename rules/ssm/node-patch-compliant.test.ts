import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './node-patch-compliant.ts';

ruleTable(rule, { compliant: true, lacking: {}, ageDays: 7 }, [
  {
    name: 'missing',
    facts: { compliant: false, lacking: { low: 2, critical: 1 } },
    verdict: 'FAIL',
    reason: /missing: 1 critical, 2 low$/,
  },
  { name: 'missing, uncounted', facts: { compliant: false }, verdict: 'FAIL', reason: 'not known' },
  { name: 'stale', facts: { ageDays: 8 }, verdict: 'FAIL', reason: /last scanned 8 days ago$/ },
  {
    name: 'scanned less than daily',
    parameters: { maxScanAgeDays: 1 },
    verdict: 'FAIL',
    reason: 'last scanned 7',
  },
]);
