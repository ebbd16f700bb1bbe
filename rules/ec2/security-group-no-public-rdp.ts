import { openToInternet } from '#lib/domain/network.ts';
import { defineRule } from '#lib/domain/rule.ts';
import { fail, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'ec2-security-group-no-public-rdp',
  title: 'No security group lets the whole internet in at the port of Remote Desktop',
  severity: 'high',
  area: 'network',
  resource: 'AWS::EC2::SecurityGroup',
  reads: ['ingress'],
  controls: ['network-boundary', 'public-access-prevention'],
  risk: 'Ports of remote administration are tried by strangers within minutes; one weak password is enough.',
  remediation: {
    text: 'Let only known networks in, or use Session Manager, which needs no open port.',
    cli: 'aws ec2 revoke-security-group-ingress --group-id ID --ip-permissions PERMISSIONS',
    url: 'https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html',
  },
  references: {
    securityHub: ['EC2.14'],
    prowler: ['ec2_securitygroup_allow_ingress_from_internet_to_tcp_port_3389'],
    steampipe: ['vpc_security_group_restrict_ingress_rdp_all'],
  },
  check({ ingress }) {
    const open = openToInternet(ingress, 'tcp', 3389);
    return open.length === 0
      ? pass('port 3389 is not open to the internet')
      : fail(`port 3389 is open to ${open.join(', ')}`);
  },
});
