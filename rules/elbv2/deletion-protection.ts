import { defineRule } from '#lib/domain/rule.ts';
import { fail, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'elbv2-deletion-protection',
  title: 'Load balancers are protected from deletion',
  severity: 'medium',
  area: 'availability',
  resource: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
  reads: ['deletionProtection'],
  controls: ['resilience'],
  risk: 'One mistaken command takes the service off the internet, and its address with it.',
  remediation: {
    text: 'Turn on deletion protection.',
    cli: 'aws elbv2 modify-load-balancer-attributes --load-balancer-arn ARN --attributes Key=deletion_protection.enabled,Value=true',
    url: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html',
  },
  references: {
    securityHub: ['ELB.6'],
    configRule: ['elb-deletion-protection-enabled'],
    prowler: ['elbv2_deletion_protection'],
    steampipe: ['elb_application_lb_deletion_protection_enabled'],
  },
  check: ({ deletionProtection }) =>
    deletionProtection ? pass('deletion protection is on') : fail('deletion protection is off'),
});
