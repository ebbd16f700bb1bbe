import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './access-key-listed-for-review.ts';

ruleTable(
  rule,
  {
    active: true,
    usage: { ageDays: 40, unusedDays: 2 },
    lastUsedFor: 's3 in eu-west-1',
    userTags: { Owner: 'core' },
  },
  [
    {
      name: 'nobody to ask',
      facts: { userTags: { Team: 'core' } },
      parameters: { ownerTag: 'Owner' },
      verdict: 'FAIL',
      reason: 'active; 40 days old; last used 2 days ago for s3 in eu-west-1; no tag Owner names an owner',
    },
    {
      name: 'inactive and never used',
      facts: { active: false, usage: { ageDays: 40, unusedDays: null }, lastUsedFor: null },
      verdict: 'PASS',
      reason: 'inactive; 40 days old; no recorded use, set 40 days ago',
    },
    {
      name: 'another tag',
      facts: { userTags: { team: 'a' } },
      parameters: { ownerTag: 'team' },
      verdict: 'PASS',
      reason: 'owner: a',
    },
    {
      name: 'owners elsewhere',
      facts: { userTags: {} },
      parameters: { ownerTag: '' },
      verdict: 'PASS',
      reason: /s3 in eu-west-1$/,
    },
  ],
);
