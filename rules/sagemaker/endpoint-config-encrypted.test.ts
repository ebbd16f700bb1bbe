import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './endpoint-config-encrypted.ts';

ruleTable(rule, { kmsKeyId: 'arn:aws:kms:eu-west-1:111122223333:key/1', instanceTypes: ['ml.m5.large'] }, [
  { name: 'no key', facts: { kmsKeyId: null }, verdict: 'FAIL', reason: /volumes of ml\.m5\.large$/ },
  {
    name: 'some with disks of their own',
    facts: { kmsKeyId: null, instanceTypes: ['ml.c6i.large', 'ml.g5.xlarge'] },
    verdict: 'FAIL',
    reason: /of ml\.c6i\.large$/,
  },
  {
    name: 'all with disks of their own',
    facts: { kmsKeyId: null, instanceTypes: ['ml.g4dn.xlarge', 'ml.m5d.large', 'ml.r6gd.large'] },
    verdict: 'NOT_APPLICABLE',
    reason: /hardware of ml\.g4dn/,
  },
  {
    name: 'serverless',
    facts: { kmsKeyId: null, instanceTypes: [] },
    verdict: 'NOT_APPLICABLE',
    reason: 'serverless',
  },
]);
