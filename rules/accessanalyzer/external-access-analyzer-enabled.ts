import { watched } from '#lib/domain/analyzers.ts';
import { defineRule } from '#lib/domain/rule.ts';

export default defineRule({
  id: 'accessanalyzer-external-access-analyzer-enabled',
  title: 'An analyzer looks for access from outside to the resources of the account in the Region',
  severity: 'high',
  area: 'access-review',
  resource: 'AWS::::Account',
  reads: ['analyzers'],
  controls: ['external-trust', 'monitoring-coverage'],
  risk: 'A policy that lets another company in looks like any other policy, and stays until somebody looks for it.',
  remediation: {
    text: 'Create an analyzer for external access in each Region, best for the Organization in the delegated administrator, and name that account in "organizationAnalyzerIn".',
    cli: 'aws accessanalyzer create-analyzer --analyzer-name NAME --type ACCOUNT',
    url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-create-external.html',
  },
  parameters: { organizationAnalyzerIn: '' }, // the account that keeps the Organization's analyzers
  references: {
    securityHub: ['IAM.28'],
    configRule: ['iam-external-access-analyzer-enabled'],
    prowler: ['accessanalyzer_enabled'],
    steampipe: ['iam_access_analyzer_enabled'],
  },
  check: ({ analyzers }, { organizationAnalyzerIn }) =>
    watched(analyzers, 'external access', organizationAnalyzerIn),
});
