import { parsePolicy } from '#lib/domain/policy/document.ts';
import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './no-admin-customer-managed-policy.ts';

const policy = (...Statement: readonly object[]) => parsePolicy(JSON.stringify({ Statement }));
const narrow = { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' };
const admin = { Effect: 'Allow', Action: '*', Resource: '*' };

ruleTable(rule, { document: policy(narrow), attachments: 2 }, [
  {
    name: 'everything',
    facts: { document: policy(narrow, admin) },
    verdict: 'FAIL',
    reason: 'statement number 2 allows every action on every resource; attached to 2 identities',
  },
  {
    name: 'everything, attached to nobody',
    facts: { document: policy({ ...admin, Sid: 'All' }), attachments: 0 },
    verdict: 'FAIL',
    reason: /"All" .* attached to 0 identities/,
  },
  {
    name: 'everything under a condition',
    facts: { document: policy({ ...admin, Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } }) },
    verdict: 'PASS',
    reason: 'no statement',
  },
  {
    name: 'everything on one resource',
    facts: { document: policy({ ...admin, Resource: 'arn:aws:s3:::bucket' }) },
    verdict: 'PASS',
    reason: 'no statement',
  },
  {
    name: 'nothing at all',
    facts: { document: policy({ ...admin, Effect: 'Deny' }) },
    verdict: 'PASS',
    reason: 'no statement',
  },
]);
