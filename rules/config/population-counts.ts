import { defineRule } from '#lib/domain/rule.ts';
import { fail, notApplicable, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'config-population-counts',
  title: 'What AWS Config counts of each type adds up to what it counts in all',
  severity: 'info',
  area: 'monitoring',
  resource: 'AWS::::Account',
  reads: ['recordedCounts'],
  controls: ['monitoring-coverage'],
  risk: 'Without counts of somebody else nobody can tell that a list of resources lacks some.',
  remediation: {
    text: 'Scan again: resources may have come or gone between two pages. If the numbers still differ, ask AWS Support; until then do not compare listings with them.',
    cli: 'aws configservice get-discovered-resource-counts',
    url: 'https://docs.aws.amazon.com/config/latest/APIReference/API_GetDiscoveredResourceCounts.html',
  },
  check({ recordedCounts: recorded }) {
    if ('unknown' in recorded) return notApplicable(recorded.unknown);
    const sum = Object.values(recorded.counts).reduce((total, count) => total + count, 0);
    return sum === recorded.total
      ? pass('the counts by type add up')
      : fail(`AWS Config counts ${recorded.total} resources in all, and ${sum} by type`);
  },
});
