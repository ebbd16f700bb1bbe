import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './distribution-viewer-https.ts';

const behavior = (path: string, viewerProtocol: string) => ({ path, origin: 'web', viewerProtocol });

ruleTable(
  rule,
  { enabled: true, behaviors: [behavior('default', 'redirect-to-https'), behavior('/api/*', 'https-only')] },
  [
    {
      name: 'one path in clear',
      facts: { behaviors: [behavior('default', 'https-only'), behavior('/img/*', 'allow-all')] },
      verdict: 'FAIL',
      reason: /behavior \/img\/\*$/,
    },
    {
      name: 'off',
      facts: { enabled: false, behaviors: [behavior('default', 'allow-all')] },
      verdict: 'NOT_APPLICABLE',
      reason: 'is off',
    },
  ],
);
