import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './distribution-origin-tls.ts';

const origin = (protocol: string, tlsVersions: readonly string[] = ['TLSv1.2']) => ({
  id: 'web',
  domain: 'web.example.com',
  protocol,
  tlsVersions,
});
const behavior = (viewerProtocol: string) => ({ path: 'default', origin: 'web', viewerProtocol });

ruleTable(
  rule,
  { enabled: true, behaviors: [behavior('allow-all')], customOrigins: [origin('https-only')] },
  [
    {
      name: 'HTTP',
      facts: { customOrigins: [origin('http-only')] },
      verdict: 'FAIL',
      reason: /^web.example.com over HTTP$/,
    },
    {
      name: 'HTTP for viewers with HTTP',
      facts: { customOrigins: [origin('match-viewer')] },
      verdict: 'FAIL',
      reason: 'where viewers use it',
    },
    {
      name: 'as viewers do, who have only HTTPS',
      facts: { customOrigins: [origin('match-viewer')], behaviors: [behavior('redirect-to-https')] },
      verdict: 'PASS',
      reason: 'over TLS',
    },
    {
      name: 'an old version',
      facts: { customOrigins: [origin('https-only', ['TLSv1', 'TLSv1.2'])] },
      verdict: 'FAIL',
      reason: /over TLSv1$/,
    },
    {
      name: 'a version that this company takes for old',
      parameters: { oldVersions: ['TLSv1.2'] },
      verdict: 'FAIL',
      reason: 'over TLSv1.2',
    },
    {
      name: 'off',
      facts: { enabled: false, customOrigins: [origin('http-only')] },
      verdict: 'NOT_APPLICABLE',
      reason: 'is off',
    },
    { name: 'buckets', facts: { customOrigins: [] }, verdict: 'NOT_APPLICABLE', reason: 'but buckets' },
  ],
);
