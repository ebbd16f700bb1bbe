import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './plan-retention-meets-minimum.ts';

const daily = { of: 'rule "daily"', days: 35 };

ruleTable(rule, { retentions: [daily] }, [
  {
    name: 'too short',
    facts: { retentions: [{ ...daily, days: 7 }] },
    verdict: 'FAIL',
    reason: 'kept for 35 days: rule "daily" keeps backups 7 days',
  },
  {
    name: 'too short for this company',
    parameters: { minDays: 90 },
    verdict: 'FAIL',
    reason: 'kept for 90 days',
  },
  { name: 'no rules', facts: { retentions: [] }, verdict: 'FAIL', reason: /no rules/ },
  {
    name: 'for ever',
    facts: { retentions: [{ ...daily, days: null }] },
    verdict: 'PASS',
    reason: /for ever/,
  },
  {
    name: 'the copy is kept longer',
    facts: {
      retentions: [
        { ...daily, days: 7 },
        { of: 'rule "daily", copy to VAULT', days: 90 },
      ],
    },
    verdict: 'PASS',
    reason: '7 days; rule "daily", copy to VAULT keeps backups 90 days',
  },
]);
