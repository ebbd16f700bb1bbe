import { defineRule } from '#lib/domain/rule.ts';
import { fail, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'eks-cluster-endpoint-not-public',
  title: 'The internet as a whole cannot reach the API of a Kubernetes cluster',
  severity: 'high',
  area: 'network',
  resource: 'AWS::EKS::Cluster',
  reads: ['publicCidrs'],
  controls: ['network-boundary'],
  risk: 'A stolen token, or a hole in Kubernetes, opens the cluster to everyone on the internet.',
  remediation: {
    text: 'Turn the public endpoint off, or limit it to the addresses of the company.',
    cli: 'aws eks update-cluster-config --name CLUSTER --resources-vpc-config endpointPublicAccess=false,endpointPrivateAccess=true',
    url: 'https://docs.aws.amazon.com/eks/latest/userguide/cluster-endpoint.html',
  },
  references: {
    securityHub: ['EKS.1'],
    configRule: ['eks-endpoint-no-public-access'],
    prowler: ['eks_cluster_not_publicly_accessible'],
    steampipe: ['eks_cluster_endpoint_restrict_public_access'],
  },
  check({ publicCidrs: cidrs }) {
    if (cidrs === null) return pass('it has no public endpoint');
    return cidrs.some((cidr) => cidr.endsWith('/0'))
      ? fail('its public endpoint admits every address')
      : pass(`its public endpoint admits ${cidrs.join(', ')} alone`);
  },
});
