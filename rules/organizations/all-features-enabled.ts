import { defineRule } from '#lib/domain/rule.ts';
import { fail, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'organizations-all-features-enabled',
  title: 'The Organization has all features enabled',
  severity: 'medium',
  area: 'org-governance',
  resource: 'AWS::Organizations::Organization',
  reads: ['featureSet'],
  controls: ['organization-guardrails'],
  risk: 'With consolidated billing alone nothing above an account can limit what is done in it.',
  remediation: {
    text: 'Enable all features from the management account; invited accounts must approve.',
    cli: 'aws organizations enable-all-features',
    url: 'https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_org_support-all-features.html',
  },
  check({ featureSet }) {
    return featureSet === 'ALL'
      ? pass('the feature set of the Organization is ALL')
      : fail(`the feature set of the Organization is ${featureSet}`);
  },
});
