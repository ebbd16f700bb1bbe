import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './key-rotation.ts';

ruleTable(
  rule,
  {
    manager: 'CUSTOMER',
    state: 'Enabled',
    spec: 'SYMMETRIC_DEFAULT',
    origin: 'AWS_KMS',
    multiRegionReplica: false,
    rotation: { enabled: true, periodDays: 365 },
  },
  [
    {
      name: 'rotation off',
      facts: { rotation: { enabled: false, periodDays: null } },
      verdict: 'FAIL',
      reason: /is off/,
    },
    {
      name: 'too slow',
      facts: { rotation: { enabled: true, periodDays: 400 } },
      verdict: 'FAIL',
      reason: /400 days/,
    },
    {
      name: 'too slow for this company',
      parameters: { maxDays: 180 },
      verdict: 'FAIL',
      reason: 'more than 180',
    },
    {
      name: 'period not stated',
      facts: { rotation: { enabled: true, periodDays: null } },
      verdict: 'PASS',
      reason: /every year/,
    },
    { name: 'key of AWS', facts: { manager: 'AWS' }, verdict: 'NOT_APPLICABLE', reason: /AWS manages/ },
    { name: 'disabled key', facts: { state: 'Disabled' }, verdict: 'NOT_APPLICABLE', reason: /Disabled/ },
    { name: 'asymmetric key', facts: { spec: 'RSA_2048' }, verdict: 'NOT_APPLICABLE', reason: /RSA_2048/ },
    {
      name: 'imported material',
      facts: { origin: 'EXTERNAL' },
      verdict: 'NOT_APPLICABLE',
      reason: /EXTERNAL/,
    },
    { name: 'replica', facts: { multiRegionReplica: true }, verdict: 'NOT_APPLICABLE', reason: /primary/ },
  ],
);
