import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './bucket-acl-not-public.ts';

ruleTable(rule, { publicGrants: [] }, [
  {
    name: 'reading and writing',
    facts: { publicGrants: ['READ', 'WRITE_ACP'] },
    verdict: 'FAIL',
    reason: 'everyone has READ, WRITE_ACP',
  },
]);
