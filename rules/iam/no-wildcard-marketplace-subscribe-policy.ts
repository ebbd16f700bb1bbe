import { judgeBroadGrants } from '#lib/domain/policy/broad.ts';
import { defineRule } from '#lib/domain/rule.ts';

export default defineRule({
  id: 'iam-no-wildcard-marketplace-subscribe-policy',
  title: 'No policy allows to subscribe to every product of AWS Marketplace',
  severity: 'medium',
  area: 'least-privilege',
  resource: 'AWS::IAM::Policy',
  reads: ['document', 'holders', 'boundaryOf'],
  controls: ['least-privilege'],
  risk: 'Anyone who can subscribe brings in software and contracts that nobody has approved or budgeted.',
  remediation: {
    text: 'Leave subscriptions to those who buy, or add a condition on aws-marketplace:ProductId.',
    url: 'https://docs.aws.amazon.com/marketplace/latest/buyerguide/buyer-iam-users-groups-policies.html',
  },
  references: {
    prowler: [
      'iam_policy_no_wildcard_marketplace_subscribe',
      'iam_inline_policy_no_wildcard_marketplace_subscribe',
    ],
  },
  check(policy) {
    return judgeBroadGrants(policy, ['aws-marketplace:Subscribe']);
  },
});
