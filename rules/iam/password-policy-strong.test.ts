import type { PasswordPolicy } from '#lib/domain/facts/iam.ts';
import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './password-policy-strong.ts';

const passwordPolicy: PasswordPolicy = {
  minLength: 14,
  requires: ['lower case', 'numbers', 'symbols', 'upper case'],
  reusePrevention: 24,
  maxAgeDays: 90,
};
const but = (difference: Partial<PasswordPolicy>) => ({
  passwordPolicy: { ...passwordPolicy, ...difference },
});

ruleTable(rule, { passwordPolicy }, [
  { name: 'no policy', facts: { passwordPolicy: null }, verdict: 'FAIL', reason: 'no password policy' },
  {
    name: 'short',
    facts: but({ minLength: 13 }),
    verdict: 'FAIL',
    reason: /^at least 13 .*; asked for: 14 characters of 4 kinds, 24 refused, expiry after 90 days$/,
  },
  {
    name: 'no symbols',
    facts: but({ requires: ['lower case', 'numbers', 'upper case'] }),
    verdict: 'FAIL',
    reason: 'with lower case, numbers, upper case; ',
  },
  { name: 'any characters', facts: but({ requires: [] }), verdict: 'FAIL', reason: 'no kind required' },
  {
    name: 'used again',
    facts: but({ reusePrevention: 23 }),
    verdict: 'FAIL',
    reason: 'the last 23 are refused',
  },
  { name: 'without end', facts: but({ maxAgeDays: null }), verdict: 'FAIL', reason: 'no expiry; asked' },
  { name: 'living long', facts: but({ maxAgeDays: 91 }), verdict: 'FAIL', reason: 'after 91 days; asked' },
  {
    name: 'longer for this company',
    parameters: { minLength: 16 },
    verdict: 'FAIL',
    reason: 'asked for: 16',
  },
  {
    name: 'a shorter memory for this company',
    facts: but({ reusePrevention: 5 }),
    parameters: { minReusePrevention: 5 },
    verdict: 'PASS',
    reason: 'the last 5',
  },
  {
    name: 'a shorter life for this company',
    parameters: { maxAgeDays: 60 },
    verdict: 'FAIL',
    reason: 'expiry after 60 days',
  },
  {
    name: 'no expiry for this company',
    facts: but({ maxAgeDays: null }),
    parameters: { maxAgeDays: 0 },
    verdict: 'PASS',
    reason: 'no expiry',
  },
  {
    name: 'no expiry for this company, but short',
    facts: but({ minLength: 8, maxAgeDays: null }),
    parameters: { maxAgeDays: 0 },
    verdict: 'FAIL',
    reason: 'any expiry',
  },
]);
