import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './customer-managed-policy-in-use.ts';

ruleTable(rule, { kind: 'customer-managed', holders: ['role/a'], boundaryOf: 0 }, [
  {
    name: 'nobody',
    facts: { holders: [] },
    verdict: 'FAIL',
    reason: 'attached to no identity and is no boundary',
  },
  {
    name: 'a boundary alone',
    facts: { holders: [], boundaryOf: 2 },
    verdict: 'PASS',
    reason: 'boundary of 2',
  },
  { name: 'inline', facts: { kind: 'inline' }, verdict: 'NOT_APPLICABLE', reason: 'part of an identity' },
  { name: 'by AWS', facts: { kind: 'aws-managed' }, verdict: 'NOT_APPLICABLE', reason: 'AWS writes' },
]);
