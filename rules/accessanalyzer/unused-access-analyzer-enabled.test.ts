import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './unused-access-analyzer-enabled.ts';

const own = { name: 'unused', type: 'ACCOUNT_UNUSED_ACCESS', status: 'ACTIVE' };
const analyzers = { account: '111122223333', region: 'us-east-1', own: [own] };

ruleTable(rule, { analyzers }, [
  {
    name: 'one for external access alone',
    facts: { analyzers: { ...analyzers, own: [{ ...own, type: 'ACCOUNT' }] } },
    verdict: 'FAIL',
    reason: 'no analyzer that the account can see looks for unused access',
  },
  {
    name: 'another Region',
    facts: { analyzers: { ...analyzers, region: 'eu-west-1', own: [] } },
    verdict: 'NOT_APPLICABLE',
    reason: 'asked for in us-east-1',
  },
  {
    name: 'the Region of this company',
    facts: { analyzers: { ...analyzers, region: 'eu-west-1', own: [] } },
    parameters: { region: 'eu-west-1' },
    verdict: 'FAIL',
    reason: 'no analyzer',
  },
  {
    name: 'in another account for the Organization',
    facts: { analyzers: { ...analyzers, own: [] } },
    parameters: { organizationAnalyzerIn: '444455556666' },
    verdict: 'NOT_APPLICABLE',
    reason: 'in 444455556666, and judged there',
  },
]);
