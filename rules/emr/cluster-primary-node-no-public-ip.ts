import { defineRule } from '#lib/domain/rule.ts';
import { fail, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'emr-cluster-primary-node-no-public-ip',
  title: 'Primary nodes of EMR clusters have no public address',
  severity: 'high',
  area: 'network',
  resource: 'AWS::EMR::Cluster',
  reads: ['publicAddresses'],
  controls: ['network-boundary', 'public-access-prevention'],
  risk: 'The consoles on a primary node ask for no password, and one open port lets strangers run programs on the data.',
  remediation: {
    text: 'Start the cluster in a private subnet, and reach it by Session Manager or a VPN.',
    cli: 'aws emr create-cluster --ec2-attributes SubnetId=PRIVATE_SUBNET',
    url: 'https://docs.aws.amazon.com/emr/latest/ManagementGuide/emr-clusters-in-a-vpc.html',
  },
  references: {
    securityHub: ['EMR.1'],
    configRule: ['emr-master-no-public-ip'],
    prowler: ['emr_cluster_master_nodes_no_public_ip'],
    steampipe: ['emr_cluster_master_nodes_no_public_ip'],
  },
  check({ publicAddresses }) {
    return publicAddresses.length === 0
      ? pass('no primary node has a public address')
      : fail(`primary nodes have public addresses: ${publicAddresses.join(', ')}`);
  },
});
