import { broadGrantRows, grant, HARMLESS } from '../../test/support/broad-grants.ts';
import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './no-unrestricted-kms-decrypt-policy.ts';

ruleTable(rule, HARMLESS, [
  ...broadGrantRows('kms:Decrypt'),
  {
    name: 'through one service',
    facts: {
      document: grant('kms:*', { Condition: { StringLike: { 'kms:ViaService': 's3.*.amazonaws.com' } } }),
    },
    verdict: 'PASS',
    reason: 'no statement allows kms:Decrypt',
  },
]);
