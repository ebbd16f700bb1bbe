import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './job-no-plaintext-secrets.ts';

ruleTable(rule, { plainSecrets: [] }, [
  {
    name: 'a password',
    facts: { plainSecrets: [{ name: '--db_password', kind: 'password' }] },
    verdict: 'FAIL',
    reason: /text: --db_password \(password\)$/,
  },
]);
