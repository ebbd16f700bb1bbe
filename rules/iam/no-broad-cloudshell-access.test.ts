import { broadGrantRows, grant, HARMLESS } from '../../test/support/broad-grants.ts';
import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './no-broad-cloudshell-access.ts';

ruleTable(rule, HARMLESS, [
  ...broadGrantRows('cloudshell:GetFileDownloadUrls'),
  {
    name: 'a shell without files',
    facts: {
      document: grant([
        'cloudshell:CreateSession',
        'cloudshell:CreateEnvironment',
        'cloudshell:PutCredentials',
      ]),
    },
    verdict: 'PASS',
    reason: 'no statement',
  },
]);
