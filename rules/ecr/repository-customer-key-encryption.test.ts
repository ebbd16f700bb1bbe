import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './repository-customer-key-encryption.ts';

ruleTable(rule, { kmsKeyArn: 'arn:aws:kms:eu-west-1:111122223333:key/images' }, [
  { name: 'keys of ECR', facts: { kmsKeyArn: null }, verdict: 'FAIL', reason: 'keys that ECR owns' },
]);
