import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './stream-encrypted.ts';

ruleTable(rule, { source: 'DirectPut', encrypted: true }, [
  { name: 'not encrypted', facts: { encrypted: false }, verdict: 'FAIL', reason: 'not encrypted' },
  {
    name: 'from a data stream, which is encrypted or not by itself',
    facts: { source: 'KinesisStreamAsSource', encrypted: false },
    verdict: 'NOT_APPLICABLE',
    reason: 'KinesisStreamAsSource',
  },
]);
