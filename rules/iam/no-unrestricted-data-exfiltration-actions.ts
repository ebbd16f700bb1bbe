import { judgeBroadGrants } from '#lib/domain/policy/broad.ts';
import { defineRule } from '#lib/domain/rule.ts';

export default defineRule({
  id: 'iam-no-unrestricted-data-exfiltration-actions',
  title: 'No policy allows to read every object or secret, or to share every snapshot',
  severity: 'medium',
  area: 'least-privilege',
  resource: 'AWS::IAM::Policy',
  reads: ['document', 'holders', 'boundaryOf'],
  controls: ['least-privilege', 'data-movement'],
  risk: 'One stolen session with such a policy is enough to take all data of the account away.',
  remediation: {
    text: 'Name the buckets, secrets, parameters and snapshots that the task needs, or add a condition on their tags.',
    url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_data-perimeters.html',
  },
  parameters: {
    actions: [
      's3:GetObject',
      'secretsmanager:GetSecretValue',
      'ssm:GetParameter',
      'ssm:GetParameters',
      'ssm:GetParametersByPath',
      'ec2:ModifySnapshotAttribute',
      'rds:ModifyDBSnapshotAttribute',
    ],
  },
  check(policy, { actions }) {
    return judgeBroadGrants(policy, actions);
  },
});
