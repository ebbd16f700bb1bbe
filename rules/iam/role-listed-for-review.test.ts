import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './role-listed-for-review.ts';

ruleTable(
  rule,
  {
    path: '/',
    ageDays: 500,
    lastUse: { unusedDays: 3, region: 'eu-west-1' },
    trusted: ['Service ec2.amazonaws.com'],
    inlinePolicies: ['own'],
    attachedPolicies: ['policy/a'],
    tags: { Owner: 'core' },
  },
  [
    {
      name: 'nobody to ask',
      facts: { tags: {} },
      parameters: { ownerTag: 'Owner' },
      verdict: 'FAIL',
      reason:
        '500 days old; used 3 days ago in eu-west-1; 2 policies; trusts Service ec2.amazonaws.com; no tag Owner names an owner',
    },
    {
      name: 'never used, trusts nobody',
      facts: { lastUse: null, trusted: [] },
      verdict: 'PASS',
      reason: 'no recorded use; 2 policies; trusts nobody',
    },
    {
      name: 'used nobody says where',
      facts: { lastUse: { unusedDays: 3, region: null } },
      verdict: 'PASS',
      reason: 'used 3 days ago; 2 policies',
    },
    {
      name: 'another tag',
      facts: { tags: { team: 'a' } },
      parameters: { ownerTag: 'team' },
      verdict: 'PASS',
      reason: 'owner: a',
    },
    {
      name: 'role of a service',
      facts: { path: '/aws-service-role/support.amazonaws.com/', tags: {} },
      verdict: 'NOT_APPLICABLE',
      reason: 'an AWS service owns',
    },
    {
      name: 'role of a permission set',
      facts: { path: '/aws-reserved/sso.amazonaws.com/', tags: {} },
      verdict: 'NOT_APPLICABLE',
      reason: 'IAM Identity Center owns',
    },
  ],
);
