import { broadGrantRows, grant, HARMLESS } from '../../test/support/broad-grants.ts';
import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './no-unrestricted-data-exfiltration-actions.ts';

ruleTable(rule, HARMLESS, [
  ...broadGrantRows('s3:GetObject'),
  {
    name: 'all buckets',
    facts: { document: grant(['s3:Get*', 'ssm:GetParameter'], { Resource: 'arn:aws:s3:::*/*' }) },
    verdict: 'FAIL',
    reason: 'allows s3:GetObject on every resource',
  },
  {
    name: 'a company with other worries',
    facts: { document: grant('s3:GetObject') },
    parameters: { actions: ['dynamodb:Scan'] },
    verdict: 'PASS',
    reason: 'no statement allows dynamodb:Scan',
  },
]);
