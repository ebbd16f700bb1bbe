import { defineRule } from '#lib/domain/rule.ts';
import { fail, notApplicable, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'ec2-default-security-group-closed',
  title: 'Default security groups let nothing in and nothing out',
  severity: 'medium',
  area: 'network',
  resource: 'AWS::EC2::SecurityGroup',
  reads: ['isDefault', 'ingress', 'egress'],
  controls: ['network-boundary'],
  risk: 'What is started without a group of its own gets the default one, and with it whatever that allows.',
  remediation: {
    text: 'Remove every rule of the default group, and give each workload a group of its own.',
    cli: 'aws ec2 revoke-security-group-egress --group-id ID --ip-permissions PERMISSIONS',
    url: 'https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html',
  },
  references: {
    securityHub: ['EC2.2'],
    configRule: ['vpc-default-security-group-closed'],
    prowler: ['ec2_securitygroup_default_restrict_traffic'],
    steampipe: ['vpc_default_security_group_restricts_all_traffic'],
  },
  check({ isDefault, ingress, egress }) {
    if (!isDefault) return notApplicable('not the default group of a VPC');
    return ingress.length + egress.length === 0
      ? pass('the group has no rule')
      : fail(`the group has ${ingress.length} rules for traffic in and ${egress.length} for traffic out`);
  },
});
