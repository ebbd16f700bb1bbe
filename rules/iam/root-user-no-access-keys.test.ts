import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './root-user-no-access-keys.ts';

const rootUser = { mfa: true, accessKeys: false, password: true };

ruleTable(rule, { rootUser }, [
  {
    name: 'keys',
    facts: { rootUser: { ...rootUser, accessKeys: true } },
    verdict: 'FAIL',
    reason: 'has access keys',
  },
]);
