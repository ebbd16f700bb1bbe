import { PATH_ROWS } from '../../test/support/power-rows.ts';
import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './role-no-escalation-path.ts';

ruleTable(rule, { administrator: null, escalations: [], serviceLinked: false }, [
  ...PATH_ROWS,
  {
    name: 'a role of an AWS service',
    facts: {
      serviceLinked: true,
      escalations: [{ path: 'pass-to-ec2', reach: 'any', by: [], conditions: [] }],
    },
    verdict: 'NOT_APPLICABLE',
    reason: 'AWS service owns',
  },
]);
