import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './project-no-plaintext-credentials.ts';

ruleTable(rule, { plainSecrets: [] }, [
  {
    name: 'a key',
    facts: { plainSecrets: [{ name: 'AWS_ACCESS_KEY_ID', kind: 'AWS access key' }] },
    verdict: 'FAIL',
    reason: /text: AWS_ACCESS_KEY_ID \(AWS access key\)$/,
  },
]);
