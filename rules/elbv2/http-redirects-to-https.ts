import { defineRule } from '#lib/domain/rule.ts';
import { fail, notApplicable, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'elbv2-http-redirects-to-https',
  title: 'Listeners of load balancers for plain HTTP redirect to HTTPS by default',
  severity: 'medium',
  area: 'encryption',
  resource: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
  reads: ['kind', 'httpListeners'],
  controls: ['encryption-in-transit'],
  risk: 'Customers who type the address without https send what they type, passwords among it, readable to all on the way.',
  remediation: {
    text: 'Make the default action of each HTTP listener a redirect to HTTPS, or delete the listener.',
    cli: 'aws elbv2 modify-listener --listener-arn ARN --default-actions Type=redirect,RedirectConfig={Protocol=HTTPS,Port=443,StatusCode=HTTP_301}',
    url: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-listeners.html',
  },
  references: {
    securityHub: ['ELB.1'],
    configRule: ['alb-http-to-https-redirection-check'],
    prowler: ['elbv2_ssl_listeners'],
    steampipe: ['elb_application_lb_redirect_http_request_to_https'],
  },
  check({ kind, httpListeners }) {
    if (kind !== 'application') return notApplicable(`a load balancer of the ${kind} kind knows no HTTP`);
    const open = httpListeners.filter(({ redirectsToHttps }) => !redirectsToHttps).map(({ port }) => port);
    if (open.length > 0) return fail(`plain HTTP is not redirected at port ${open.join(', ')}`);
    return pass(httpListeners.length > 0 ? 'plain HTTP is redirected' : 'no listener takes plain HTTP');
  },
});
