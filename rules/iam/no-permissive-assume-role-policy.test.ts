import { broadGrantRows, grant, HARMLESS } from '../../test/support/broad-grants.ts';
import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './no-permissive-assume-role-policy.ts';

ruleTable(rule, HARMLESS, [
  ...broadGrantRows('sts:AssumeRole'),
  {
    name: 'every role of one name',
    facts: { document: grant('sts:AssumeRole', { Resource: 'arn:aws:iam::*:role/deploy' }) },
    verdict: 'PASS',
    reason: 'no statement',
  },
]);
