import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './permission-set-session-length.ts';

ruleTable(rule, { name: 'Admins', sessionMinutes: 480 }, [
  {
    name: 'a minute too long',
    facts: { sessionMinutes: 481 },
    verdict: 'FAIL',
    reason: /481 .* limit is 480$/,
  },
  {
    name: 'too long for this company',
    parameters: { maxMinutes: 60 },
    verdict: 'FAIL',
    reason: 'sessions of Admins last 480 minutes; the limit is 60',
  },
  { name: 'half an hour', facts: { sessionMinutes: 30 }, verdict: 'PASS', reason: 'last 30 minutes' },
]);
