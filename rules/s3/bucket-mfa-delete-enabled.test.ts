import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './bucket-mfa-delete-enabled.ts';

ruleTable(rule, { versioning: { status: 'Enabled', mfaDelete: true } }, [
  {
    name: 'off',
    facts: { versioning: { status: 'Enabled', mfaDelete: false } },
    verdict: 'FAIL',
    reason: 'MFA delete is off',
  },
  {
    name: 'never versioned',
    facts: { versioning: { status: null, mfaDelete: false } },
    verdict: 'FAIL',
    reason: 'MFA delete is off',
  },
  {
    name: 'suspended',
    facts: { versioning: { status: 'Suspended', mfaDelete: true } },
    verdict: 'FAIL',
    reason: /versioning is Suspended/,
  },
]);
