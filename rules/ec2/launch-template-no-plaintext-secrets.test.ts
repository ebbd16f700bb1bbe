import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './launch-template-no-plaintext-secrets.ts';

ruleTable(rule, { plainSecrets: [] }, [
  {
    name: 'a key',
    facts: { plainSecrets: [{ name: 'user data of version 3', kind: 'private key' }] },
    verdict: 'FAIL',
    reason: /text: user data of version 3 \(private key\)$/,
  },
]);
