import { ruleTable } from '../../test/support/rule-table.ts';
import { TRAIL } from '../../test/support/trails.ts';
import rule from './organization-trail-enabled.ts';

ruleTable(rule, { organizationTrails: [TRAIL] }, [
  {
    name: 'none',
    facts: { organizationTrails: [] },
    verdict: 'FAIL',
    reason: 'the Organization has no trail',
  },
  {
    name: 'stopped',
    facts: { organizationTrails: [{ ...TRAIL, logging: false }] },
    verdict: 'FAIL',
    reason: `${TRAIL.arn} is stopped`,
  },
  {
    name: 'one Region',
    facts: { organizationTrails: [{ ...TRAIL, multiRegion: false }] },
    verdict: 'FAIL',
    reason: 'covers one Region only',
  },
  {
    name: 'one of two',
    facts: { organizationTrails: [{ ...TRAIL, logging: false }, TRAIL] },
    verdict: 'PASS',
    reason: 'in all accounts and Regions',
  },
]);
