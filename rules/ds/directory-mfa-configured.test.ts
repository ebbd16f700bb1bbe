import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './directory-mfa-configured.ts';

ruleTable(rule, { type: 'MicrosoftAD', radiusStatus: 'Completed' }, [
  {
    name: 'no server',
    facts: { radiusStatus: null },
    verdict: 'FAIL',
    reason: 'the directory has no RADIUS server',
  },
  {
    name: 'a server that does not answer',
    facts: { radiusStatus: 'Failed' },
    verdict: 'FAIL',
    reason: 'is Failed',
  },
  { name: 'a connector', facts: { type: 'ADConnector' }, verdict: 'PASS', reason: 'is Completed' },
  {
    name: 'a kind without second factors',
    facts: { type: 'SimpleAD', radiusStatus: null },
    verdict: 'NOT_APPLICABLE',
    reason: 'a directory of type SimpleAD',
  },
]);
