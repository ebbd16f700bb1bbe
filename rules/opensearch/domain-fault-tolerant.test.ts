import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './domain-fault-tolerant.ts';

ruleTable(rule, { nodes: { data: 3, managers: 3, zones: 2 } }, [
  {
    name: 'one zone',
    facts: { nodes: { data: 3, managers: 3, zones: 1 } },
    verdict: 'FAIL',
    reason: 'one zone',
  },
  {
    name: 'two data nodes',
    facts: { nodes: { data: 2, managers: 3, zones: 2 } },
    verdict: 'FAIL',
    reason: '2 data nodes',
  },
  {
    name: 'two managers',
    facts: { nodes: { data: 3, managers: 2, zones: 3 } },
    verdict: 'FAIL',
    reason: '2 cluster manager nodes',
  },
  {
    name: 'two zones without managers',
    facts: { nodes: { data: 4, managers: 0, zones: 2 } },
    verdict: 'FAIL',
    reason: 'no nodes of their own',
  },
  {
    name: 'three zones without managers',
    facts: { nodes: { data: 3, managers: 0, zones: 3 } },
    verdict: 'PASS',
    reason: 'over 3 zones',
  },
]);
