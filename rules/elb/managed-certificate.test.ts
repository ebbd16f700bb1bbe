import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './managed-certificate.ts';

const listener = (port: number, certificate: string | null) => ({ port, protocol: 'HTTPS', certificate });
const ACM = 'arn:aws:acm:eu-west-1:111122223333:certificate/1';
const IAM = 'arn:aws:iam::111122223333:server-certificate/acm';

ruleTable(rule, { listeners: [listener(443, ACM), listener(80, null)] }, [
  {
    name: 'one of IAM',
    facts: { listeners: [listener(443, ACM), listener(8443, IAM)] },
    verdict: 'FAIL',
    reason: /^arn:aws:iam::111122223333:server-certificate\/acm at port 8443$/,
  },
  {
    name: 'none',
    facts: { listeners: [listener(80, null)] },
    verdict: 'NOT_APPLICABLE',
    reason: 'no listener',
  },
]);
