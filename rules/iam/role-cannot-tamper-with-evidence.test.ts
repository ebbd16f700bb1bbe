import { TAMPERING_ROWS } from '../../test/support/power-rows.ts';
import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './role-cannot-tamper-with-evidence.ts';

ruleTable(rule, { administrator: null, tampering: [], serviceLinked: false }, [
  ...TAMPERING_ROWS,
  {
    name: 'a role of an AWS service',
    facts: {
      serviceLinked: true,
      tampering: [{ over: 'record', actions: ['cloudtrail:StopLogging'], by: [] }],
    },
    verdict: 'NOT_APPLICABLE',
    reason: 'AWS service owns',
  },
]);
