import { judgeBroadGrants } from '#lib/domain/policy/broad.ts';
import { defineRule } from '#lib/domain/rule.ts';

export default defineRule({
  id: 'bedrock-no-full-access-policy',
  title: 'No policy allows every action of Amazon Bedrock',
  severity: 'medium',
  area: 'least-privilege',
  resource: 'AWS::IAM::Policy',
  reads: ['document', 'holders', 'boundaryOf'],
  controls: ['least-privilege'],
  risk: 'Full access to Bedrock includes turning off guardrails and the logging of what models were asked, and spending without limit.',
  remediation: {
    text: 'Detach AmazonBedrockFullAccess; name the models and actions that the task needs.',
    url: 'https://docs.aws.amazon.com/bedrock/latest/userguide/security_iam_id-based-policy-examples.html',
  },
  references: {
    prowler: ['bedrock_full_access_policy_attached'],
  },
  check(policy) {
    return judgeBroadGrants(policy, ['bedrock:*']);
  },
});
