import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './federated-human-access.ts';

ruleTable(rule, { consoleUsers: [] }, [
  {
    name: 'people',
    facts: { consoleUsers: ['ann', 'bob'] },
    verdict: 'FAIL',
    reason: 'console password: ann, bob',
  },
  {
    name: 'people and a break-glass user',
    facts: { consoleUsers: ['ann', 'glass'] },
    parameters: { breakGlassUsers: ['glass'] },
    verdict: 'FAIL',
    reason: /console password: ann$/,
  },
  {
    name: 'a break-glass user',
    facts: { consoleUsers: ['glass'] },
    parameters: { breakGlassUsers: ['glass', 'other'] },
    verdict: 'PASS',
    reason: 'only break-glass users have a console password: glass',
  },
]);
