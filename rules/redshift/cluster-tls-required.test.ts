import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './cluster-tls-required.ts';

ruleTable(rule, { tls: { required: true, pending: false } }, [
  {
    name: 'not required',
    facts: { tls: { required: false, pending: false } },
    verdict: 'FAIL',
    reason: 'false',
  },
  {
    name: 'required from the next reboot',
    facts: { tls: { required: true, pending: true } },
    verdict: 'FAIL',
    reason: 'waits for a reboot',
  },
  {
    name: 'no longer required from the next reboot',
    facts: { tls: { required: false, pending: true } },
    verdict: 'FAIL',
    reason: 'is false',
  },
]);
