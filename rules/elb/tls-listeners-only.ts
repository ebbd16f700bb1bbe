import { defineRule } from '#lib/domain/rule.ts';
import { fail, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'elb-tls-listeners-only',
  title: 'Classic Load Balancers listen to HTTPS or TLS only',
  severity: 'medium',
  area: 'encryption',
  resource: 'AWS::ElasticLoadBalancing::LoadBalancer',
  reads: ['listeners'],
  controls: ['encryption-in-transit'],
  risk: 'Customers send passwords and data to the load balancer readable to all on the way.',
  remediation: {
    text: 'Replace each HTTP and TCP listener by one for HTTPS or SSL; an Application Load Balancer can redirect, which this kind cannot.',
    cli: 'aws elb create-load-balancer-listeners --load-balancer-name NAME --listeners Protocol=HTTPS,LoadBalancerPort=443,InstanceProtocol=HTTPS,InstancePort=443,SSLCertificateId=CERTIFICATE_ARN',
    url: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/elb-create-https-ssl-load-balancer.html',
  },
  references: {
    securityHub: ['ELB.3'],
    configRule: ['elb-tls-https-listeners-only'],
    prowler: ['elb_ssl_listeners'],
    steampipe: ['elb_classic_lb_use_tls_https_listeners'],
  },
  check({ listeners }) {
    const open = listeners.filter(({ protocol }) => !['HTTPS', 'SSL'].includes(protocol));
    return open.length === 0
      ? pass('every listener takes HTTPS or TLS')
      : fail(`in clear: ${open.map(({ protocol, port }) => `${protocol} at port ${port}`).join(', ')}`);
  },
});
