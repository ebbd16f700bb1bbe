import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './task-no-plaintext-secrets.ts';

ruleTable(rule, { revision: 7, plainSecrets: [] }, [
  {
    name: 'in two containers',
    facts: {
      plainSecrets: [
        { container: 'app', name: 'DB_PASSWORD', kind: 'password' },
        { container: 'proxy', name: 'KEY', kind: 'private key' },
      ],
    },
    verdict: 'FAIL',
    reason: /revision 7: app: DB_PASSWORD \(password\), proxy: KEY \(private key\)$/,
  },
]);
