import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './environment-no-plaintext-secrets.ts';

ruleTable(rule, { plainSecrets: [] }, [
  {
    name: 'a password',
    facts: { plainSecrets: [{ name: 'DB_PASSWORD', kind: 'password' }] },
    verdict: 'FAIL',
    reason: /text: DB_PASSWORD \(password\)$/,
  },
]);
