import { defineRule } from '#lib/domain/rule.ts';
import { fail, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'elbv2-multi-az',
  title: 'Load balancers work in at least two Availability Zones',
  severity: 'medium',
  area: 'availability',
  resource: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
  reads: ['zones'],
  controls: ['resilience'],
  risk: 'When its one data centre fails, the service is gone, wherever the servers behind it run.',
  remediation: {
    text: 'Add a subnet in a second Availability Zone to the load balancer.',
    cli: 'aws elbv2 set-subnets --load-balancer-arn ARN --subnets SUBNET_A SUBNET_B',
    url: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-subnets.html',
  },
  parameters: { minZones: 2 },
  references: {
    securityHub: ['ELB.13'],
    configRule: ['elbv2-multiple-az'],
    prowler: ['elbv2_is_in_multiple_az'],
    steampipe: ['elb_application_gateway_network_lb_multiple_az_configured'],
  },
  check: ({ zones }, { minZones }) =>
    zones.length >= minZones
      ? pass(`the load balancer works in ${zones.join(', ')}`)
      : fail(`the load balancer works in ${zones.join(', ') || 'no zone'} only`),
});
