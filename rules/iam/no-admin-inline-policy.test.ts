import { parsePolicy } from '#lib/domain/policy/document.ts';
import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './no-admin-inline-policy.ts';

const policy = (statement: object) =>
  parsePolicy(JSON.stringify({ Statement: [{ Effect: 'Allow', Resource: '*', ...statement }] }));
const holder = 'arn:aws:iam::111122223333:role/deploy';

ruleTable(rule, { holder, document: policy({ Action: 's3:GetObject' }) }, [
  {
    name: 'everything',
    facts: { document: policy({ Action: '*' }) },
    verdict: 'FAIL',
    reason: `statement number 1 allows ${holder} every action`,
  },
  {
    name: 'everything, written with a service',
    facts: { document: policy({ Sid: 'All', Action: ['s3:GetObject', '*:*'] }) },
    verdict: 'FAIL',
    reason: 'statement "All" allows',
  },
  {
    name: 'everything of one service',
    facts: { document: policy({ Action: 's3:*' }) },
    verdict: 'PASS',
    reason: `no statement allows ${holder}`,
  },
]);
