import { defineRule } from '#lib/domain/rule.ts';
import { fail, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'ec2-instance-has-instance-profile',
  title: 'Instances have a role of their own through an instance profile',
  severity: 'low',
  area: 'least-privilege',
  resource: 'AWS::EC2::Instance',
  reads: ['instanceProfile'],
  controls: ['workload-identity'],
  risk: 'Programs on an instance without a role are given access keys, which lie on its disk and in its snapshots for years.',
  remediation: {
    text: 'Make a role with what the instance needs, and attach its instance profile; it works without a restart.',
    cli: 'aws ec2 associate-iam-instance-profile --instance-id ID --iam-instance-profile Name=PROFILE',
    url: 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/iam-roles-for-amazon-ec2.html',
  },
  references: {
    configRule: ['ec2-instance-profile-attached'],
    prowler: ['ec2_instance_profile_attached'],
    steampipe: ['ec2_instance_iam_profile_attached'],
  },
  check({ instanceProfile }) {
    return instanceProfile === null
      ? fail('the instance has no instance profile')
      : pass(`the instance has its role from ${instanceProfile}`);
  },
});
