import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './user-phishing-resistant-mfa.ts';

const key = { serial: 'arn:aws:iam::111122223333:u2f/user/ann/key-1', kind: 'security-key' } as const;
const app = { serial: 'arn:aws:iam::111122223333:mfa/ann', kind: 'virtual' } as const;

ruleTable(rule, { password: { ageDays: 10, unusedDays: 1 }, mfaDevices: [key] }, [
  { name: 'no device', facts: { mfaDevices: [] }, verdict: 'FAIL', reason: 'no MFA device' },
  {
    name: 'an app beside the key',
    facts: { mfaDevices: [app, key] },
    verdict: 'FAIL',
    reason: /mfa\/ann \(virtual\)$/,
  },
  {
    name: 'a token with codes',
    facts: { mfaDevices: [{ serial: 'GAHT12345678', kind: 'hardware-token' }] },
    verdict: 'FAIL',
    reason: /GAHT12345678 \(hardware-token\)/,
  },
  {
    name: 'a device of unknown kind',
    facts: { mfaDevices: [{ serial: 'arn:aws:iam::111122223333:sms-mfa/ann', kind: 'other' }] },
    verdict: 'FAIL',
    reason: /\(other\)/,
  },
  {
    name: 'no password',
    facts: { password: null },
    verdict: 'NOT_APPLICABLE',
    reason: 'no console password',
  },
]);
