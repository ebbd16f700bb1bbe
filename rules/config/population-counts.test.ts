import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './population-counts.ts';

ruleTable(rule, { recordedCounts: { total: 3, counts: { 'AWS::EC2::VPC': 2, 'AWS::EFS::FileSystem': 1 } } }, [
  {
    name: 'one more in all',
    facts: { recordedCounts: { total: 4, counts: { 'AWS::EC2::VPC': 3 } } },
    verdict: 'FAIL',
    reason: /^AWS Config counts 4 resources in all, and 3 by type$/,
  },
  {
    name: 'one fewer in all',
    facts: { recordedCounts: { total: 2, counts: { 'AWS::EC2::VPC': 3 } } },
    verdict: 'FAIL',
    reason: 'counts 2 resources in all, and 3 by type',
  },
  {
    name: 'nothing in a bare Region',
    facts: { recordedCounts: { total: 0, counts: {} } },
    verdict: 'PASS',
    reason: /^the counts by type add up$/,
  },
  {
    name: 'nothing recorded',
    facts: { recordedCounts: { unknown: 'AWS Config does not record in this Region' } },
    verdict: 'NOT_APPLICABLE',
    reason: /^AWS Config does not record in this Region$/,
  },
]);
