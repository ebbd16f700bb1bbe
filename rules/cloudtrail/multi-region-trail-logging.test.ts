import { ruleTable } from '../../test/support/rule-table.ts';
import { TRAIL as trail } from '../../test/support/trails.ts';
import rule from './multi-region-trail-logging.ts';

const { arn, managementEvents } = trail;

ruleTable(rule, { trails: [trail] }, [
  { name: 'no trail', facts: { trails: [] }, verdict: 'FAIL', reason: /^no trail/ },
  {
    name: 'one Region',
    facts: { trails: [{ ...trail, multiRegion: false }] },
    verdict: 'FAIL',
    reason: `${arn} covers one Region only`,
  },
  {
    name: 'stopped',
    facts: { trails: [{ ...trail, logging: false }] },
    verdict: 'FAIL',
    reason: /is stopped/,
  },
  {
    name: 'writes only',
    facts: { trails: [{ ...trail, managementEvents: { ...managementEvents, reads: false } }] },
    verdict: 'FAIL',
    reason: /leaves out management events that read$/,
  },
  {
    name: 'reads only',
    facts: { trails: [{ ...trail, managementEvents: { ...managementEvents, writes: false } }] },
    verdict: 'FAIL',
    reason: /leaves out management events that write$/,
  },
  {
    name: 'without KMS',
    facts: {
      trails: [
        { ...trail, managementEvents: { ...managementEvents, excludedSources: ['kms.amazonaws.com'] } },
      ],
    },
    verdict: 'FAIL',
    reason: /leaves out kms.amazonaws.com/,
  },
  {
    name: 'two trails that lack something different',
    facts: {
      trails: [
        { ...trail, multiRegion: false },
        { ...trail, logging: false },
      ],
    },
    verdict: 'FAIL',
    reason: /one Region only; .* is stopped/,
  },
  {
    name: 'one of two is enough',
    facts: { trails: [{ ...trail, logging: false }, trail] },
    verdict: 'PASS',
    reason: /covers all Regions and is recording$/,
  },
  {
    name: 'a trail of the Organization whose selectors this account cannot see',
    facts: { trails: [{ ...trail, managementEvents: null }] },
    verdict: 'PASS',
    reason: /is recording; only the account that owns it can see/,
  },
]);
