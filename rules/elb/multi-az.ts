import { defineRule } from '#lib/domain/rule.ts';
import { fail, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'elb-multi-az',
  title: 'Classic Load Balancers work in at least two Availability Zones',
  severity: 'medium',
  area: 'availability',
  resource: 'AWS::ElasticLoadBalancing::LoadBalancer',
  reads: ['zones'],
  controls: ['resilience'],
  risk: 'When its one data centre fails, the service is gone, wherever the servers behind it run.',
  remediation: {
    text: 'Add a subnet in a second Availability Zone to the load balancer.',
    cli: 'aws elb attach-load-balancer-to-subnets --load-balancer-name NAME --subnets SUBNET',
    url: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/enable-disable-az.html',
  },
  parameters: { minZones: 2 },
  references: {
    securityHub: ['ELB.10'],
    configRule: ['clb-multiple-az'],
    prowler: ['elb_is_in_multiple_az'],
    steampipe: ['elb_classic_lb_multiple_az_configured'],
  },
  check: ({ zones }, { minZones }) =>
    zones.length >= minZones
      ? pass(`the load balancer works in ${zones.join(', ')}`)
      : fail(`the load balancer works in ${zones.join(', ') || 'no zone'} only`),
});
