import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './endpoint-tls.ts';

ruleTable(rule, { engine: 'postgres', security: 'require' }, [
  { name: 'none', facts: { security: 'none' }, verdict: 'FAIL', reason: 'postgres without TLS' },
  {
    name: 'Kafka in plain text',
    facts: { engine: 'kafka', security: 'plaintext' },
    verdict: 'FAIL',
    reason: 'plaintext',
  },
  {
    name: 'Kafka',
    facts: { engine: 'kafka', security: 'sasl-ssl' },
    verdict: 'PASS',
    reason: 'kafka by TLS (sasl-ssl)',
  },
  {
    name: 'S3',
    facts: { engine: 's3', security: null },
    verdict: 'NOT_APPLICABLE',
    reason: 's3 by TLS only',
  },
  {
    name: 'Redis',
    facts: { engine: 'redis', security: 'plaintext' },
    verdict: 'NOT_APPLICABLE',
    reason: 'rule of their own',
  },
]);
