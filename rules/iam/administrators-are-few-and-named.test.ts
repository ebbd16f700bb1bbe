import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './administrators-are-few-and-named.ts';

const person = 'role/aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_Admin_0123456789abcdef';
const five = ['role/Admin', 'role/Break', 'role/Cdk', person, 'user/ann'];

ruleTable(rule, { administrators: five }, [
  {
    name: 'one too many',
    facts: { administrators: [...five, 'user/bob'] },
    verdict: 'FAIL',
    reason: /^more than 5, 6 administrators: role\/Admin, .*, user\/bob$/,
  },
  { name: 'more than the company wants', parameters: { most: 4 }, verdict: 'FAIL', reason: 'more than 4' },
  {
    name: 'one that is not approved',
    parameters: { approved: ['role/*'] },
    verdict: 'FAIL',
    reason: /^administrators that are not approved: user\/ann$/,
  },
  {
    name: 'many, all approved',
    facts: { administrators: [...five, 'user/bob'] },
    parameters: { approved: ['role/*', 'user/ann', 'user/bob'] },
    verdict: 'PASS',
    reason: '6 administrators',
  },
  {
    name: 'a name that only begins like an approved one',
    facts: { administrators: ['role/Administrator'] },
    parameters: { approved: ['role/Admin'] },
    verdict: 'FAIL',
    reason: 'not approved: role/Administrator',
  },
  { name: 'none', facts: { administrators: [] }, verdict: 'PASS', reason: 'no user or role' },
  {
    name: 'none, though some are approved',
    facts: { administrators: [] },
    parameters: { approved: ['role/Admin'] },
    verdict: 'PASS',
    reason: 'no user or role',
  },
]);
