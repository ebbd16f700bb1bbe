import { watched } from '#lib/domain/analyzers.ts';
import { defineRule } from '#lib/domain/rule.ts';
import { notApplicable } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'accessanalyzer-unused-access-analyzer-enabled',
  title: 'An analyzer looks for access that nobody uses in the account',
  severity: 'medium',
  area: 'access-review',
  resource: 'AWS::::Account',
  reads: ['analyzers'],
  controls: ['access-review', 'least-privilege'],
  risk: 'Roles, keys and permissions that nobody uses are open doors that nobody watches.',
  remediation: {
    text: 'Create an analyzer for unused access in one Region, best for the Organization in the delegated administrator, and name that Region and account in the parameters.',
    cli: 'aws accessanalyzer create-analyzer --analyzer-name NAME --type ACCOUNT_UNUSED_ACCESS --configuration \'{"unusedAccess":{"unusedAccessAge":90}}\'',
    url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-create-unused.html',
  },
  parameters: {
    region: 'us-east-1', // what it finds is the same in each Region, and it is paid for in each: one is enough
    organizationAnalyzerIn: '', // the account that keeps the Organization's analyzers
  },
  check: ({ analyzers }, { region, organizationAnalyzerIn }) =>
    analyzers.region === region
      ? watched(analyzers, 'unused access', organizationAnalyzerIn)
      : notApplicable(`one Region is enough; it is asked for in ${region}`),
});
