import { defineRule } from '#lib/domain/rule.ts';
import { OLD_TLS_VERSIONS, oldVersionsAccepted } from '#lib/domain/tls.ts';
import { fail, notApplicable, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'elb-modern-tls-policy',
  title: 'Listeners of Classic Load Balancers accept TLS 1.2 only',
  severity: 'medium',
  area: 'encryption',
  resource: 'AWS::ElasticLoadBalancing::LoadBalancer',
  reads: ['tlsListeners'],
  controls: ['encryption-in-transit'],
  risk: 'Clients can be talked into old versions of TLS, the weaknesses of which are public.',
  remediation: {
    text: 'Give each listener for HTTPS or SSL the predefined policy for TLS 1.2.',
    cli: 'aws elb create-load-balancer-policy --load-balancer-name NAME --policy-name tls-1-2 --policy-type-name SSLNegotiationPolicyType --policy-attributes AttributeName=Reference-Security-Policy,AttributeValue=ELBSecurityPolicy-TLS-1-2-2017-01',
    url: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/elb-security-policy-table.html',
  },
  parameters: { oldVersions: OLD_TLS_VERSIONS },
  references: {
    securityHub: ['ELB.8'],
    configRule: ['elb-predefined-security-policy-ssl-check'],
    prowler: ['elb_insecure_ssl_ciphers'],
  },
  check({ tlsListeners }, { oldVersions }) {
    if (tlsListeners.length === 0) return notApplicable('no listener ends TLS');
    const old = oldVersionsAccepted(tlsListeners, oldVersions);
    return old.length === 0
      ? pass('no listener accepts an old version')
      : fail(`accepted: ${old.join(', ')}`);
  },
});
