import { defineRule } from '#lib/domain/rule.ts';
import { fail, notApplicable, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'elb-managed-certificate',
  title: 'Classic Load Balancers have certificates of AWS Certificate Manager',
  severity: 'medium',
  area: 'encryption',
  resource: 'AWS::ElasticLoadBalancing::LoadBalancer',
  reads: ['listeners'],
  controls: ['certificate-lifecycle'],
  risk: 'A certificate that was uploaded into IAM warns nobody before it expires, and no one renews it.',
  remediation: {
    text: 'Request the certificate from AWS Certificate Manager and give it to the listener.',
    cli: 'aws elb set-load-balancer-listener-ssl-certificate --load-balancer-name NAME --load-balancer-port 443 --ssl-certificate-id CERTIFICATE_ARN',
    url: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/elb-update-ssl-cert.html',
  },
  references: {
    securityHub: ['ELB.2'],
    configRule: ['elb-acm-certificate-required'],
    prowler: ['elb_ssl_listeners_use_acm_certificate'],
    steampipe: ['elb_classic_lb_use_ssl_certificate'],
  },
  check({ listeners }) {
    const withCertificate = listeners.filter(({ certificate }) => certificate !== null);
    if (withCertificate.length === 0) return notApplicable('no listener has a certificate');
    const others = withCertificate.filter(({ certificate }) => certificate?.split(':')[2] !== 'acm');
    return others.length === 0
      ? pass('AWS Certificate Manager has every certificate')
      : fail(others.map(({ port, certificate }) => `${certificate} at port ${port}`).join(', '));
  },
});
