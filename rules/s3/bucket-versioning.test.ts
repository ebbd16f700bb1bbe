import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './bucket-versioning.ts';

ruleTable(rule, { versioning: { status: 'Enabled', mfaDelete: false } }, [
  {
    name: 'never on',
    facts: { versioning: { status: null, mfaDelete: false } },
    verdict: 'FAIL',
    reason: /never turned on/,
  },
  {
    name: 'suspended',
    facts: { versioning: { status: 'Suspended', mfaDelete: false } },
    verdict: 'FAIL',
    reason: 'versioning is Suspended',
  },
]);
