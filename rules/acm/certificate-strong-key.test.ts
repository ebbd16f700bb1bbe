import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './certificate-strong-key.ts';

ruleTable(rule, { inUse: true, keyAlgorithm: 'RSA_2048' }, [
  { name: 'short', facts: { keyAlgorithm: 'RSA_1024' }, verdict: 'FAIL', reason: 'RSA_1024' },
  { name: 'written with a hyphen', facts: { keyAlgorithm: 'RSA-1024' }, verdict: 'FAIL', reason: 'RSA-1024' },
  { name: 'short for this company', parameters: { minRsaBits: 3072 }, verdict: 'FAIL', reason: 'RSA_2048' },
  {
    name: 'elliptic curve',
    facts: { keyAlgorithm: 'EC_prime256v1' },
    verdict: 'PASS',
    reason: 'EC_prime256v1',
  },
  { name: 'not known', facts: { keyAlgorithm: 'ROT_13' }, verdict: 'FAIL', reason: 'ROT_13' },
  {
    name: 'short, and used by nothing',
    facts: { inUse: false, keyAlgorithm: 'RSA_1024' },
    verdict: 'NOT_APPLICABLE',
    reason: 'no service uses',
  },
]);
