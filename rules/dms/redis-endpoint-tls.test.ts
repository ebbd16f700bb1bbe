import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './redis-endpoint-tls.ts';

ruleTable(rule, { engine: 'redis', security: 'ssl-encryption' }, [
  { name: 'plain text', facts: { security: 'plaintext' }, verdict: 'FAIL', reason: 'plaintext' },
  {
    name: 'another engine',
    facts: { engine: 'mysql', security: 'none' },
    verdict: 'NOT_APPLICABLE',
    reason: 'mysql',
  },
]);
