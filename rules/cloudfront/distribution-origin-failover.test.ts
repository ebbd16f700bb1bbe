import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './distribution-origin-failover.ts';

const behavior = (path: string, origin: string) => ({ path, origin, viewerProtocol: 'https-only' });

ruleTable(rule, { enabled: true, behaviors: [behavior('default', 'pair')], originGroups: ['pair'] }, [
  { name: 'no group', facts: { originGroups: [] }, verdict: 'FAIL', reason: 'pair, stands alone' },
  {
    name: 'a group for another path',
    facts: { behaviors: [behavior('default', 'web'), behavior('/api/*', 'pair')] },
    verdict: 'FAIL',
    reason: 'web, stands alone',
  },
  { name: 'off', facts: { enabled: false, originGroups: [] }, verdict: 'NOT_APPLICABLE', reason: 'is off' },
]);
