import { ruleTable } from '../../test/support/rule-table.ts';
import { TRAIL } from '../../test/support/trails.ts';
import rule from './trail-insights-enabled.ts';

ruleTable(rule, { trails: [TRAIL] }, [
  { name: 'no trail', facts: { trails: [] }, verdict: 'FAIL', reason: /^no trail of all Regions/ },
  {
    name: 'turned off',
    facts: { trails: [{ ...TRAIL, insights: false }] },
    verdict: 'FAIL',
    reason: 'no trail',
  },
  { name: 'stopped', facts: { trails: [{ ...TRAIL, logging: false }] }, verdict: 'FAIL', reason: 'no trail' },
  {
    name: 'one Region',
    facts: { trails: [{ ...TRAIL, multiRegion: false }] },
    verdict: 'FAIL',
    reason: 'no trail',
  },
  {
    name: 'one of two',
    facts: { trails: [{ ...TRAIL, insights: false }, TRAIL] },
    verdict: 'PASS',
    reason: TRAIL.arn,
  },
]);
