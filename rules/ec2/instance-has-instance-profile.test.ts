import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './instance-has-instance-profile.ts';

ruleTable(rule, { instanceProfile: 'arn:aws:iam::111122223333:instance-profile/web' }, [
  { name: 'none', facts: { instanceProfile: null }, verdict: 'FAIL', reason: 'no instance profile' },
]);
