import { broadGrantRows, grant, HARMLESS } from '../../test/support/broad-grants.ts';
import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './no-full-cloudtrail-control-policy.ts';

ruleTable(rule, HARMLESS, [
  ...broadGrantRows('cloudtrail:StopLogging'),
  {
    name: 'reading trails',
    facts: { document: grant(['cloudtrail:Get*', 'cloudtrail:LookupEvents']) },
    verdict: 'PASS',
    reason: 'no statement allows cloudtrail:StopLogging',
  },
]);
