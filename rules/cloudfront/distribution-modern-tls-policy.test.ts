import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './distribution-modern-tls-policy.ts';

const tls = (policy: string, defaultCertificate = false) => ({ viewerTls: { defaultCertificate, policy } });

ruleTable(rule, { enabled: true, ...tls('TLSv1.2_2021') }, [
  { name: 'newer', facts: tls('TLSv1.3_2025'), verdict: 'PASS', reason: 'TLSv1.3_2025' },
  { name: 'older', facts: tls('TLSv1.1_2016'), verdict: 'FAIL', reason: /is TLSv1.1_2016$/ },
  { name: 'begins alike', facts: tls('TLSv1_2016'), verdict: 'FAIL', reason: 'TLSv1_2016' },
  { name: 'none of its own', facts: tls('TLSv1', true), verdict: 'FAIL', reason: 'of cloudfront.net' },
  { name: 'too old here', parameters: { oldVersions: ['TLSv1.2'] }, verdict: 'FAIL', reason: 'TLSv1.2_2021' },
  {
    name: 'off',
    facts: { enabled: false, ...tls('SSLv3') },
    verdict: 'NOT_APPLICABLE',
    reason: 'is off',
  },
]);
