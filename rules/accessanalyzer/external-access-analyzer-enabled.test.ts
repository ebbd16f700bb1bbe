import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './external-access-analyzer-enabled.ts';

const own = { name: 'outside', type: 'ACCOUNT', status: 'ACTIVE' };
const analyzers = { account: '111122223333', region: 'eu-west-1', own: [own] };

ruleTable(rule, { analyzers }, [
  {
    name: 'none',
    facts: { analyzers: { ...analyzers, own: [] } },
    verdict: 'FAIL',
    reason: 'no analyzer that the account can see looks for external access',
  },
  {
    name: 'one for unused access alone',
    facts: { analyzers: { ...analyzers, own: [{ ...own, type: 'ACCOUNT_UNUSED_ACCESS' }] } },
    verdict: 'FAIL',
    reason: 'no analyzer',
  },
  {
    name: 'not at work',
    facts: { analyzers: { ...analyzers, own: [{ ...own, status: 'DISABLED' }] } },
    verdict: 'FAIL',
    reason: 'outside (ACCOUNT) is DISABLED',
  },
  {
    name: 'none, since another account keeps those of the Organization',
    facts: { analyzers: { ...analyzers, own: [] } },
    parameters: { organizationAnalyzerIn: '444455556666' },
    verdict: 'NOT_APPLICABLE',
    reason: 'in 444455556666, and judged there',
  },
]);
