import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './table-customer-key-encryption.ts';

ruleTable(rule, { kmsKeyArn: 'arn:aws:kms:eu-west-1:111122223333:key/1' }, [
  { name: "DynamoDB's own key", facts: { kmsKeyArn: null }, verdict: 'FAIL', reason: 'that DynamoDB owns' },
]);
