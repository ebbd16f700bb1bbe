import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './control-plane-logging.ts';

ruleTable(rule, { logTypes: ['api', 'audit', 'authenticator'] }, [
  { name: 'one', facts: { logTypes: ['api'] }, verdict: 'FAIL', reason: /not log audit, authenticator$/ },
  { name: 'none', facts: { logTypes: [] }, verdict: 'FAIL', reason: /not log api, audit, auth/ },
  {
    name: 'the company asks for more',
    parameters: { types: ['audit', 'scheduler'] },
    verdict: 'FAIL',
    reason: /not log scheduler$/,
  },
  {
    name: 'more than asked for',
    facts: { logTypes: ['api', 'audit', 'authenticator', 'scheduler'] },
    verdict: 'PASS',
    reason: 'scheduler',
  },
]);
