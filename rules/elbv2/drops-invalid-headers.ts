import { defineRule } from '#lib/domain/rule.ts';
import { fail, notApplicable, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'elbv2-drops-invalid-headers',
  title: 'Application Load Balancers remove invalid HTTP headers',
  severity: 'low',
  area: 'encryption',
  resource: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
  reads: ['dropsInvalidHeaders'],
  controls: ['edge-protection'],
  risk: 'Headers that two servers read differently let an attacker slip a request into that of another customer.',
  remediation: {
    text: 'Turn on the removal of invalid header fields.',
    cli: 'aws elbv2 modify-load-balancer-attributes --load-balancer-arn ARN --attributes Key=routing.http.drop_invalid_header_fields.enabled,Value=true',
    url: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html',
  },
  references: {
    securityHub: ['ELB.4'],
    configRule: ['alb-http-drop-invalid-header-enabled'],
    prowler: ['elbv2_alb_drop_invalid_header_fields_enabled'],
    steampipe: ['elb_application_lb_http_drop_invalid_header_enabled'],
  },
  check({ dropsInvalidHeaders }) {
    if (dropsInvalidHeaders === null) return notApplicable('this kind of load balancer does not read HTTP');
    return dropsInvalidHeaders ? pass('invalid headers are removed') : fail('invalid headers are passed on');
  },
});
