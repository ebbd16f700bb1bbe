import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './log-group-retention-meets-minimum.ts';

ruleTable(rule, { logClass: 'STANDARD', retentionDays: 365 }, [
  { name: 'too short', facts: { retentionDays: 180 }, verdict: 'FAIL', reason: '180 days, fewer than 365' },
  {
    name: 'too short for this company',
    parameters: { minDays: 400 },
    verdict: 'FAIL',
    reason: 'fewer than 400',
  },
  { name: 'never expires', facts: { retentionDays: null }, verdict: 'PASS', reason: /never expire/ },
  {
    name: 'class not stated',
    facts: { logClass: null, retentionDays: 731 },
    verdict: 'PASS',
    reason: 'kept for 731 days',
  },
  {
    name: 'group that hands logs on',
    facts: { logClass: 'DELIVERY', retentionDays: 1 },
    verdict: 'NOT_APPLICABLE',
    reason: /hands logs on/,
  },
]);
