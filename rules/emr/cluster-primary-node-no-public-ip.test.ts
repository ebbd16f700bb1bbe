import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './cluster-primary-node-no-public-ip.ts';

ruleTable(rule, { publicAddresses: [] }, [
  {
    name: 'one of three nodes',
    facts: { publicAddresses: ['203.0.113.9'] },
    verdict: 'FAIL',
    reason: /addresses: 203\.0\.113\.9$/,
  },
]);
