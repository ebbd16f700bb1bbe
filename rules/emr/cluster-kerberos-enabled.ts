import { defineRule } from '#lib/domain/rule.ts';
import { fail, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'emr-cluster-kerberos-enabled',
  title: 'Clusters of EMR check who their users and services are by Kerberos',
  severity: 'low',
  area: 'least-privilege',
  resource: 'AWS::EMR::Cluster',
  reads: ['kerberosRealm'],
  controls: ['workload-identity', 'least-privilege'],
  risk: 'Without Kerberos Hadoop believes the name that a client gives, so anyone in the network reads the data of anyone.',
  remediation: {
    text: 'Kerberos is set when a cluster is made: start one with a security configuration that has it.',
    cli: 'aws emr create-security-configuration --name NAME --security-configuration file://kerberos.json',
    url: 'https://docs.aws.amazon.com/emr/latest/ManagementGuide/emr-kerberos.html',
  },
  references: {
    configRule: ['emr-kerberos-enabled'],
    steampipe: ['emr_cluster_kerberos_enabled'],
  },
  check({ kerberosRealm }) {
    return kerberosRealm === null
      ? fail('the cluster does not use Kerberos')
      : pass(`the cluster uses Kerberos in the realm ${kerberosRealm}`);
  },
});
