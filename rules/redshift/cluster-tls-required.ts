import { defineRule } from '#lib/domain/rule.ts';
import { fail, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'redshift-cluster-tls-required',
  title: 'Redshift clusters refuse connections without TLS',
  severity: 'medium',
  area: 'encryption',
  resource: 'AWS::Redshift::Cluster',
  reads: ['tls'],
  controls: ['encryption-in-transit'],
  risk: 'Whoever listens on the way reads queries, results and passwords, or changes them.',
  remediation: {
    text: 'Set require_ssl in a parameter group of your own, give it to the cluster and reboot it.',
    cli: 'aws redshift modify-cluster-parameter-group --parameter-group-name NAME --parameters ParameterName=require_ssl,ParameterValue=true',
    url: 'https://docs.aws.amazon.com/redshift/latest/mgmt/connecting-ssl-support.html',
  },
  references: {
    securityHub: ['Redshift.2'],
    configRule: ['redshift-require-tls-ssl'],
    prowler: ['redshift_cluster_in_transit_encryption_enabled'],
    steampipe: ['redshift_cluster_encryption_in_transit_enabled'],
  },
  check({ tls }) {
    if (!tls.required) return fail('the parameter require_ssl is false');
    return tls.pending
      ? fail('the parameter require_ssl is true, but waits for a reboot of the cluster')
      : pass('the parameter require_ssl is true');
  },
});
