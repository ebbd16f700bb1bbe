import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './container-logging-configured.ts';

const container = (name: string, logDriver: string | null) => ({ name, privileged: false, logDriver });

ruleTable(rule, { revision: 7, containers: [container('app', 'awslogs')] }, [
  {
    name: 'a sidecar is silent',
    facts: { containers: [container('app', 'awsfirelens'), container('proxy', null)] },
    verdict: 'FAIL',
    reason: /revision 7: proxy$/,
  },
]);
