import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './instance-present.ts';

const instance = { arn: 'arn:aws:sso:::instance/ssoins-1', region: 'eu-west-1', status: 'ACTIVE' };

ruleTable(rule, { identityCenter: [instance] }, [
  { name: 'none', facts: { identityCenter: [] }, verdict: 'FAIL', reason: 'no enabled Region has' },
  {
    name: 'not yet at work',
    facts: { identityCenter: [{ ...instance, status: 'CREATE_IN_PROGRESS' }] },
    verdict: 'FAIL',
    reason: 'ssoins-1 in eu-west-1 is CREATE_IN_PROGRESS',
  },
]);
