import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './domain-https-required.ts';

ruleTable(rule, { httpsRequired: true, tlsPolicy: 'Policy-Min-TLS-1-2-2019-07' }, [
  { name: 'plain HTTP too', facts: { httpsRequired: false }, verdict: 'FAIL', reason: 'without HTTPS' },
  {
    name: 'old TLS',
    facts: { tlsPolicy: 'Policy-Min-TLS-1-0-2019-07' },
    verdict: 'FAIL',
    reason: 'TLS 1.0',
  },
  {
    name: 'the newest policy',
    facts: { tlsPolicy: 'Policy-Min-TLS-1-2-PFS-2023-10' },
    verdict: 'PASS',
    reason: 'PFS-2023-10',
  },
]);
