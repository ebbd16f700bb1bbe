import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './cluster-in-transit-encrypted.ts';

ruleTable(rule, { inTransit: { clients: 'TLS', betweenBrokers: true } }, [
  {
    name: 'clients may choose',
    facts: { inTransit: { clients: 'TLS_PLAINTEXT', betweenBrokers: true } },
    verdict: 'FAIL',
    reason: 'TLS_PLAINTEXT',
  },
  {
    name: 'plain text between brokers',
    facts: { inTransit: { clients: 'TLS', betweenBrokers: false } },
    verdict: 'FAIL',
    reason: 'brokers',
  },
  { name: 'serverless', facts: { inTransit: null }, verdict: 'NOT_APPLICABLE', reason: 'serverless' },
]);
