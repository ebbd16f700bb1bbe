import { defineRule } from '#lib/domain/rule.ts';
import { OLD_TLS_VERSIONS, oldVersionsAccepted } from '#lib/domain/tls.ts';
import { fail, notApplicable, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'elbv2-modern-tls-policy',
  title: 'Listeners of load balancers accept TLS 1.2 or later only',
  severity: 'medium',
  area: 'encryption',
  resource: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
  reads: ['tlsListeners'],
  controls: ['encryption-in-transit'],
  risk: 'Clients can be talked into old versions of TLS, the weaknesses of which are public.',
  remediation: {
    text: 'Give each listener for HTTPS or TLS a security policy without TLS 1.0 and 1.1.',
    cli: 'aws elbv2 modify-listener --listener-arn ARN --ssl-policy ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09',
    url: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html',
  },
  parameters: { oldVersions: OLD_TLS_VERSIONS },
  references: {
    securityHub: ['ELB.17'],
    prowler: ['elbv2_insecure_ssl_ciphers'],
    steampipe: ['elb_application_network_lb_https_tls_listener_recommended_security_policy'],
  },
  check({ tlsListeners }, { oldVersions }) {
    if (tlsListeners.length === 0) return notApplicable('no listener ends TLS');
    const old = oldVersionsAccepted(tlsListeners, oldVersions);
    return old.length === 0
      ? pass('no listener accepts an old version')
      : fail(`accepted: ${old.join(', ')}`);
  },
});
