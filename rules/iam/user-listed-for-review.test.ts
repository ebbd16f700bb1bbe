import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './user-listed-for-review.ts';

ruleTable(
  rule,
  {
    ageDays: 500,
    password: { ageDays: 30, unusedDays: 1 },
    mfaActive: true,
    mfaDevices: [{ serial: 'x', kind: 'virtual' }],
    accessKeys: [{ number: 2, ageDays: 20, unusedDays: null }],
    groups: ['staff'],
    inlinePolicies: ['own'],
    attachedPolicies: [],
    tags: { Owner: 'Ann' },
  },
  [
    {
      name: 'nobody to ask',
      facts: { tags: {} },
      parameters: { ownerTag: 'Owner' },
      verdict: 'FAIL',
      reason:
        '500 days old; MFA by virtual; password last used 1 days ago; key 2 no recorded use, set 20 days ago; groups: staff; 1 policies of its own; no tag Owner names an owner',
    },
    {
      name: 'without password, MFA and groups',
      facts: { password: null, mfaActive: false, mfaDevices: [], accessKeys: [], groups: [] },
      verdict: 'PASS',
      reason: 'no MFA; no password; groups: none; 1 policies of its own',
    },
    {
      name: 'MFA, with no device any more',
      facts: { mfaDevices: [] },
      verdict: 'PASS',
      reason: 'MFA by a device not listed',
    },
    {
      name: 'another tag',
      facts: { tags: { team: 'a' } },
      parameters: { ownerTag: 'team' },
      verdict: 'PASS',
      reason: 'owner: a',
    },
  ],
);
