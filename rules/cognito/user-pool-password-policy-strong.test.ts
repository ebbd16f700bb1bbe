import type { UserPoolPasswordPolicy } from '#lib/domain/facts/cognito.ts';
import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './user-pool-password-policy-strong.ts';

const passwordPolicy: UserPoolPasswordPolicy = {
  minLength: 14,
  requires: ['lower case', 'numbers', 'symbols', 'upper case'],
};
const but = (difference: Partial<UserPoolPasswordPolicy>) => ({
  passwordPolicy: { ...passwordPolicy, ...difference },
});

ruleTable(rule, { passwordPolicy }, [
  { name: 'one too short', facts: but({ minLength: 13 }), verdict: 'FAIL', reason: 'at least 13 characters' },
  {
    name: 'symbols are not required',
    facts: but({ requires: ['lower case', 'numbers', 'upper case'] }),
    verdict: 'FAIL',
    reason: 'with lower case, numbers, upper case; asked for: 14 characters of 4 kinds',
  },
  { name: 'no kinds', facts: but({ requires: [] }), verdict: 'FAIL', reason: 'no kind required' },
  {
    name: 'length alone, where the company asks for that',
    facts: but({ minLength: 20, requires: [] }),
    parameters: { minLength: 20, minKinds: 0 },
    verdict: 'PASS',
    reason: 'at least 20',
  },
]);
