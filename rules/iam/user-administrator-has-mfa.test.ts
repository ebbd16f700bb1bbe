import { ADMINISTRATOR } from '../../test/support/power-rows.ts';
import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './user-administrator-has-mfa.ts';

const signIn = { mfa: true, password: true, accessKeys: 1 };

ruleTable(rule, { administrator: ADMINISTRATOR, signIn }, [
  {
    name: 'no device',
    facts: { signIn: { ...signIn, mfa: false } },
    verdict: 'FAIL',
    reason:
      'administrator by statement number 1 of arn:aws:iam::aws:policy/AdministratorAccess, and has no MFA device',
  },
  {
    name: 'no device and keys only',
    facts: { signIn: { mfa: false, password: false, accessKeys: 1 } },
    verdict: 'FAIL',
    reason: 'no MFA device',
  },
  {
    name: 'no device and a password only',
    facts: { signIn: { mfa: false, password: true, accessKeys: 0 } },
    verdict: 'FAIL',
    reason: 'no MFA device',
  },
  {
    name: 'no credentials',
    facts: { signIn: { mfa: false, password: false, accessKeys: 0 } },
    verdict: 'NOT_APPLICABLE',
    reason: 'neither a password nor active access keys',
  },
  {
    name: 'no administrator',
    facts: { administrator: null, signIn: { ...signIn, mfa: false } },
    verdict: 'NOT_APPLICABLE',
    reason: 'no administrator',
  },
]);
