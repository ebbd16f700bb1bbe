import { parsePolicy } from '#lib/domain/policy/document.ts';
import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './no-admin-policy.ts';

const policy = (...Statement: readonly object[]) => parsePolicy(JSON.stringify({ Statement }));
const narrow = { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' };
const admin = { Effect: 'Allow', Action: '*', Resource: '*' };

const holders = ['role/a', 'user/b'];

ruleTable(rule, { kind: 'customer-managed', document: policy(narrow), holders }, [
  {
    name: 'everything',
    facts: { document: policy(narrow, admin) },
    verdict: 'FAIL',
    reason: 'statement number 2 allows every action on every resource; attached to 2 identities',
  },
  {
    name: 'everything, attached to nobody',
    facts: { document: policy({ ...admin, Sid: 'All' }), holders: [] },
    verdict: 'FAIL',
    reason: /"All" .* attached to 0 identities/,
  },
  {
    name: 'everything, inline',
    facts: { kind: 'inline', document: policy(admin) },
    verdict: 'FAIL',
    reason: 'number 1',
  },
  {
    name: 'everything, by AWS',
    facts: { kind: 'aws-managed', document: policy(admin) },
    verdict: 'NOT_APPLICABLE',
    reason: 'AWS writes',
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
