import { ruleTable } from '../../test/support/rule-table.ts';
import { TRAIL } from '../../test/support/trails.ts';
import rule from './security-trail-baseline-met.ts';

const SHARED = { ...TRAIL, managementEvents: null, dataEvents: null };

ruleTable(rule, { trails: [TRAIL] }, [
  { name: 'no trail', facts: { trails: [] }, verdict: 'FAIL', reason: /^no trail records/ },
  {
    name: 'stopped',
    facts: { trails: [{ ...TRAIL, logging: false }] },
    verdict: 'FAIL',
    reason: 'is stopped',
  },
  {
    name: 'not validated',
    facts: { trails: [{ ...TRAIL, logFileValidation: false }] },
    verdict: 'FAIL',
    reason: `${TRAIL.arn} makes no digests`,
  },
  {
    name: 'no key',
    facts: { trails: [{ ...TRAIL, kmsKeyId: null }] },
    verdict: 'FAIL',
    reason: 'no KMS key',
  },
  {
    name: 'not delivered',
    facts: { trails: [{ ...TRAIL, deliveryErrors: ['log files: AccessDenied'] }] },
    verdict: 'FAIL',
    reason: 'fails to deliver log files: AccessDenied',
  },
  {
    name: 'everything, but not by one trail',
    facts: {
      trails: [
        { ...TRAIL, kmsKeyId: null },
        { ...TRAIL, logFileValidation: false },
      ],
    },
    verdict: 'FAIL',
    reason: /no KMS key; .* makes no digests/,
  },
  {
    name: 'one of two',
    facts: { trails: [{ ...TRAIL, logging: false }, TRAIL] },
    verdict: 'PASS',
    reason: /does it all$/,
  },
  {
    name: 'a trail of the Organization whose selectors this account cannot see',
    facts: { trails: [SHARED] },
    verdict: 'PASS',
    reason: /does it all; only the account that owns it/,
  },
]);
