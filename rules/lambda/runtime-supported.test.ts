import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './runtime-supported.ts';

ruleTable(rule, { runtime: 'nodejs24.x' }, [
  { name: 'deprecated', facts: { runtime: 'python3.8' }, verdict: 'FAIL', reason: /on python3.8,/ },
  {
    name: 'the one for all that AWS retired',
    facts: { runtime: 'provided' },
    verdict: 'FAIL',
    reason: /no longer/,
  },
  { name: 'its successor', facts: { runtime: 'provided.al2023' }, verdict: 'PASS', reason: /al2023$/ },
  {
    name: 'retired by the company',
    parameters: { alsoRetired: ['nodejs24.x'] },
    verdict: 'FAIL',
    reason: /on nodejs24.x,/,
  },
  { name: 'image', facts: { runtime: null }, verdict: 'NOT_APPLICABLE', reason: /image/ },
]);
