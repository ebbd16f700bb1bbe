import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './secret-rotation-enabled.ts';

ruleTable(rule, { rotationEnabled: true, owningService: null, replicaOf: null }, [
  { name: 'off', facts: { rotationEnabled: false }, verdict: 'FAIL', reason: /is off/ },
  {
    name: 'rotated by the service that owns it',
    facts: { owningService: 'rds' },
    verdict: 'PASS',
    reason: /is on/,
  },
  {
    name: 'not rotated by the service that owns it',
    facts: { rotationEnabled: false, owningService: 'events' },
    verdict: 'NOT_APPLICABLE',
    reason: /events manages/,
  },
  {
    name: 'copy',
    facts: { rotationEnabled: false, replicaOf: 'us-east-1' },
    verdict: 'NOT_APPLICABLE',
    reason: /in us-east-1/,
  },
]);
