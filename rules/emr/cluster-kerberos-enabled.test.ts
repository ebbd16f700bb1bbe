import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './cluster-kerberos-enabled.ts';

ruleTable(rule, { kerberosRealm: 'EC2.INTERNAL' }, [
  { name: 'none', facts: { kerberosRealm: null }, verdict: 'FAIL', reason: 'does not use Kerberos' },
]);
