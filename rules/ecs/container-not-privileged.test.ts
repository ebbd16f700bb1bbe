import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './container-not-privileged.ts';

const container = (name: string, privileged = false) => ({ name, privileged, logDriver: null });

ruleTable(rule, { revision: 7, containers: [container('app'), container('proxy')] }, [
  {
    name: 'two of three',
    facts: { containers: [container('agent', true), container('app'), container('proxy', true)] },
    verdict: 'FAIL',
    reason: /revision 7: agent, proxy$/,
  },
]);
