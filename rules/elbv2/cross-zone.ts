import { defineRule } from '#lib/domain/rule.ts';
import { fail, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'elbv2-cross-zone',
  title: 'Load balancers spread requests over the servers of all their zones',
  severity: 'low',
  area: 'availability',
  resource: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
  reads: ['crossZone'],
  controls: ['resilience'],
  risk: 'When one zone loses most of its servers, the few that are left get the load of a whole zone and fail as well.',
  remediation: {
    text: 'Turn on cross-zone load balancing; AWS may charge for traffic between zones.',
    cli: 'aws elbv2 modify-load-balancer-attributes --load-balancer-arn ARN --attributes Key=load_balancing.cross_zone.enabled,Value=true',
    url: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/network/edit-load-balancer-attributes.html',
  },
  references: {
    configRule: ['nlb-cross-zone-load-balancing-enabled'],
    prowler: ['elbv2_cross_zone_load_balancing_enabled'],
  },
  check: ({ crossZone }) =>
    crossZone ? pass('requests are spread over all zones') : fail('each zone keeps its requests to itself'),
});
