import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './central-root-credential-management.ts';

ruleTable(rule, { rootFeatures: ['RootCredentialsManagement'] }, [
  { name: 'nothing', facts: { rootFeatures: [] }, verdict: 'FAIL', reason: 'nothing' },
  {
    name: 'sessions alone',
    facts: { rootFeatures: ['RootSessions'] },
    verdict: 'FAIL',
    reason: 'RootSessions',
  },
  {
    name: 'both',
    facts: { rootFeatures: ['RootCredentialsManagement', 'RootSessions'] },
    verdict: 'PASS',
    reason: 'RootCredentialsManagement, RootSessions',
  },
]);
