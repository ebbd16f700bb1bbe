import { defineRule } from '#lib/domain/rule.ts';
import { fail, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'elb-cross-zone',
  title: 'Classic Load Balancers spread requests over the servers of all their zones',
  severity: 'low',
  area: 'availability',
  resource: 'AWS::ElasticLoadBalancing::LoadBalancer',
  reads: ['crossZone'],
  controls: ['resilience'],
  risk: 'When one zone loses most of its servers, the few that are left get the load of a whole zone and fail as well.',
  remediation: {
    text: 'Turn on cross-zone load balancing.',
    cli: 'aws elb modify-load-balancer-attributes --load-balancer-name NAME --load-balancer-attributes CrossZoneLoadBalancing={Enabled=true}',
    url: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/enable-disable-crosszone-lb.html',
  },
  references: {
    securityHub: ['ELB.9'],
    configRule: ['elb-cross-zone-load-balancing-enabled'],
    prowler: ['elb_cross_zone_load_balancing_enabled'],
    steampipe: ['elb_classic_lb_cross_zone_load_balancing_enabled'],
  },
  check: ({ crossZone }) =>
    crossZone ? pass('requests are spread over all zones') : fail('each zone keeps its requests to itself'),
});
