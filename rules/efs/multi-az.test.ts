import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './multi-az.ts';

ruleTable(rule, { onlyZone: null, mountTargets: 2 }, [
  { name: 'One Zone', facts: { onlyZone: 'eu-west-1a' }, verdict: 'FAIL', reason: 'in one zone, eu-west-1a' },
  { name: 'one mount target', facts: { mountTargets: 1 }, verdict: 'FAIL', reason: 'one zone only' },
  { name: 'none', facts: { mountTargets: 0 }, verdict: 'NOT_APPLICABLE', reason: 'no mount target' },
]);
