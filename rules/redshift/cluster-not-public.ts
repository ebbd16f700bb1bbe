import { defineRule } from '#lib/domain/rule.ts';
import { fail, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'redshift-cluster-not-public',
  title: 'Redshift clusters have no public address',
  severity: 'critical',
  area: 'network',
  resource: 'AWS::Redshift::Cluster',
  reads: ['publiclyAccessible'],
  controls: ['public-access-prevention', 'network-boundary'],
  risk: 'A warehouse with a public address is one security group away from the whole internet.',
  remediation: {
    text: 'Take the public address from the cluster, and reach it from within its network.',
    cli: 'aws redshift modify-cluster --cluster-identifier ID --no-publicly-accessible',
    url: 'https://docs.aws.amazon.com/redshift/latest/mgmt/managing-clusters-vpc.html',
  },
  references: {
    securityHub: ['Redshift.1'],
    configRule: ['redshift-cluster-public-access-check'],
    prowler: ['redshift_cluster_public_access'],
    steampipe: ['redshift_cluster_prohibit_public_access'],
  },
  check({ publiclyAccessible }) {
    return publiclyAccessible
      ? fail(
          'the cluster has a public address (whether its security groups let anyone in is not judged here)',
        )
      : pass('the cluster has no public address');
  },
});
