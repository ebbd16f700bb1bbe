import { judgeBroadGrants } from '#lib/domain/policy/broad.ts';
import { defineRule } from '#lib/domain/rule.ts';

export default defineRule({
  id: 'iam-no-full-cloudtrail-control-policy',
  title: 'No policy allows to stop, change or delete every trail',
  severity: 'medium',
  area: 'least-privilege',
  resource: 'AWS::IAM::Policy',
  reads: ['document', 'holders', 'boundaryOf'],
  controls: ['least-privilege', 'audit-trail-protection'],
  risk: 'Whoever can stop the recording can act without leaving a trace.',
  remediation: {
    text: 'Leave trails to the administrators of logging: name other actions, or the trails that the task is about, or deny these actions in the policy.',
    url: 'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/security_iam_id-based-policy-examples.html',
  },
  references: {
    prowler: ['iam_policy_no_full_access_to_cloudtrail', 'iam_inline_policy_no_full_access_to_cloudtrail'],
    steampipe: ['iam_policy_no_full_access_to_cloudtrail'],
  },
  check(policy) {
    return judgeBroadGrants(policy, [
      'cloudtrail:StopLogging',
      'cloudtrail:DeleteTrail',
      'cloudtrail:UpdateTrail',
      'cloudtrail:PutEventSelectors',
    ]);
  },
});
