import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './environment-no-plaintext-secrets.ts';

ruleTable(rule, { plainSecrets: [] }, [
  {
    name: 'two of them',
    facts: {
      plainSecrets: [
        { name: 'DB_PASSWORD', kind: 'password' },
        { name: 'NPM', kind: 'token of npm' },
      ],
    },
    verdict: 'FAIL',
    reason: /text: DB_PASSWORD \(password\), NPM \(token of npm\)$/,
  },
  { name: 'closed', facts: { plainSecrets: null }, verdict: 'NOT_APPLICABLE', reason: /key of the company/ },
]);
