import { defineRule } from '#lib/domain/rule.ts';
import { fail, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'accessanalyzer-external-access-findings-resolved',
  title: 'Findings of access from outside are resolved or archived within a week',
  severity: 'high',
  area: 'access-review',
  resource: 'AWS::AccessAnalyzer::Analyzer',
  reads: ['status', 'activeFindings'],
  controls: ['external-trust', 'threat-detection'],
  risk: 'A finding that nobody decides on is access from outside that nobody has approved.',
  remediation: {
    text: 'Take the access away, or archive the finding if it is meant, best by an archive rule that says why.',
    cli: 'aws accessanalyzer list-findings-v2 --analyzer-arn ANALYZER --filter \'{"status":{"eq":["ACTIVE"]}}\'',
    url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-findings-remediate.html',
  },
  parameters: { maxDays: 7 },
  references: {
    prowler: ['accessanalyzer_enabled_without_findings'],
    steampipe: ['iam_access_analyzer_enabled_without_findings'],
  },
  check({ status, activeFindings: { count, oldest } }, { maxDays }) {
    if (status !== 'ACTIVE') return fail(`the analyzer is ${status}, so that its findings are not of today`);
    if (!oldest) return pass('no finding is open');
    const told = `${count} open; the oldest, on ${oldest.resource}, is ${oldest.ageDays} days old`;
    return oldest.ageDays <= maxDays ? pass(told) : fail(`${told}; the limit is ${maxDays} days`);
  },
});
