import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './all-features-enabled.ts';

ruleTable(rule, { featureSet: 'ALL' }, [
  {
    name: 'billing only',
    facts: { featureSet: 'CONSOLIDATED_BILLING' },
    verdict: 'FAIL',
    reason: 'is CONSOLIDATED_BILLING',
  },
]);
