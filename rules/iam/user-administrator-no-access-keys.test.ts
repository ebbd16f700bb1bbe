import { ADMINISTRATOR } from '../../test/support/power-rows.ts';
import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './user-administrator-no-access-keys.ts';

const signIn = { mfa: true, password: true, accessKeys: 0 };
const withKey = { ...signIn, accessKeys: 1 };

ruleTable(rule, { administrator: ADMINISTRATOR, signIn }, [
  {
    name: 'a key, which MFA of the user does not guard',
    facts: { signIn: withKey },
    verdict: 'FAIL',
    reason: /^active access keys of an administrator \(by .*AdministratorAccess\): 1$/,
  },
  {
    name: 'two keys',
    facts: { signIn: { ...signIn, accessKeys: 2 } },
    verdict: 'FAIL',
    reason: /: 2$/,
  },
  {
    name: 'a key that needs MFA',
    facts: { administrator: { ...ADMINISTRATOR, needsMfa: true }, signIn: withKey },
    verdict: 'PASS',
    reason: 'with a second factor only',
  },
  {
    name: 'no administrator',
    facts: { administrator: null, signIn: withKey },
    verdict: 'NOT_APPLICABLE',
    reason: 'no administrator',
  },
]);
