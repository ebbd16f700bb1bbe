import { defineRule } from '#lib/domain/rule.ts';
import { fail, notApplicable, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'elbv2-waf-associated',
  title: 'Application Load Balancers on the internet stand behind a web ACL',
  severity: 'medium',
  area: 'network',
  resource: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
  reads: ['kind', 'internetFacing', 'webAcl'],
  controls: ['edge-protection'],
  risk: 'Hostile requests and floods reach the service without a filter.',
  remediation: {
    text: 'Associate a web ACL of AWS WAF with the load balancer.',
    cli: 'aws wafv2 associate-web-acl --web-acl-arn WEB_ACL_ARN --resource-arn LOAD_BALANCER_ARN',
    url: 'https://docs.aws.amazon.com/waf/latest/developerguide/web-acl-associating-aws-resource.html',
  },
  references: {
    securityHub: ['ELB.16'],
    configRule: ['alb-waf-enabled'],
    prowler: ['elbv2_waf_acl_attached'],
    steampipe: ['elb_application_lb_waf_enabled'],
  },
  check({ kind, internetFacing, webAcl }) {
    if (kind !== 'application') return notApplicable(`AWS WAF takes no load balancer of the ${kind} kind`);
    if (webAcl !== null) return pass(`requests pass ${webAcl}`);
    return internetFacing
      ? fail('no web ACL stands in front of the load balancer')
      : notApplicable('the load balancer is not on the internet');
  },
});
