import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './instance-imdsv2-required.ts';

ruleTable(rule, { metadataService: { enabled: true, tokenRequired: true } }, [
  {
    name: 'a token is optional',
    facts: { metadataService: { enabled: true, tokenRequired: false } },
    verdict: 'FAIL',
    reason: 'without a token',
  },
  {
    name: 'a token is optional, but nothing answers',
    facts: { metadataService: { enabled: false, tokenRequired: false } },
    verdict: 'PASS',
    reason: 'is off',
  },
]);
