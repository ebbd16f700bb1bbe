import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './cluster-secrets-encrypted.ts';

ruleTable(rule, { version: '1.33', secretsKey: null }, [
  { name: 'old', facts: { version: '1.27' }, verdict: 'FAIL', reason: /1\.27 does not encrypt/ },
  { name: 'older', facts: { version: '1.9' }, verdict: 'FAIL', reason: /1\.9 does not/ },
  { name: 'the first that encrypts', facts: { version: '1.28' }, verdict: 'PASS', reason: /by itself/ },
  { name: 'the next major one', facts: { version: '2.0' }, verdict: 'PASS', reason: /by itself/ },
  {
    name: 'old with a key',
    facts: { version: '1.27', secretsKey: 'arn:aws:kms:eu-west-1:111122223333:key/1' },
    verdict: 'PASS',
    reason: 'key/1',
  },
  {
    name: 'without a key of the company',
    parameters: { customerKey: true },
    verdict: 'FAIL',
    reason: 'key of AWS',
  },
]);
