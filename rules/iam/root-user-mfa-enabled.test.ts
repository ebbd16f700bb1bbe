import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './root-user-mfa-enabled.ts';

const rootUser = { mfa: true, accessKeys: false, password: true };

ruleTable(rule, { rootUser }, [
  {
    name: 'no device',
    facts: { rootUser: { ...rootUser, mfa: false } },
    verdict: 'FAIL',
    reason: 'no MFA device',
  },
  {
    name: 'no device, and AWS does not say whether there is a password',
    facts: { rootUser: { ...rootUser, mfa: false, password: null } },
    verdict: 'FAIL',
    reason: 'no MFA device',
  },
  {
    name: 'no password but keys',
    facts: { rootUser: { mfa: false, accessKeys: true, password: false } },
    verdict: 'FAIL',
    reason: 'no MFA device',
  },
  {
    name: 'no credentials',
    facts: { rootUser: { mfa: false, accessKeys: false, password: false } },
    verdict: 'NOT_APPLICABLE',
    reason: 'neither a password nor access keys',
  },
]);
