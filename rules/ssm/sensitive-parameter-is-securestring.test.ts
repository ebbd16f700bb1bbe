import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './sensitive-parameter-is-securestring.ts';

ruleTable(rule, { name: '/shop/db/password', type: 'SecureString' }, [
  { name: 'plain', facts: { type: 'String' }, verdict: 'FAIL', reason: /it is a String in plain text$/ },
  {
    name: 'a list',
    facts: { name: 'apiToken', type: 'StringList' },
    verdict: 'FAIL',
    reason: 'a StringList',
  },
  {
    name: 'about a password',
    facts: { name: '/shop/db/password-length', type: 'String' },
    verdict: 'NOT_APPLICABLE',
    reason: /does not sound/,
  },
  {
    name: 'harmless by the word of the company',
    facts: { name: '/shop/csrf-token', type: 'String' },
    parameters: { harmless: ['/csrf-token'] },
    verdict: 'NOT_APPLICABLE',
    reason: /the company says/,
  },
  {
    name: 'encrypted whatever its name',
    facts: { name: '/shop/stage' },
    verdict: 'PASS',
    reason: /encrypted/,
  },
]);
