import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './root-user-hardware-mfa-enabled.ts';

const rootUser = { mfa: true, accessKeys: false, password: true };

ruleTable(rule, { rootUser, rootVirtualMfaDevices: [] }, [
  {
    name: 'no device',
    facts: { rootUser: { ...rootUser, mfa: false } },
    verdict: 'FAIL',
    reason: 'no MFA device',
  },
  {
    name: 'virtual device',
    facts: { rootVirtualMfaDevices: ['arn:aws:iam::111122223333:mfa/phone'] },
    verdict: 'FAIL',
    reason: /virtual MFA device: .*mfa\/phone/,
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
