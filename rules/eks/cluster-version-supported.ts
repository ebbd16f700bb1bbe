import { defineRule } from '#lib/domain/rule.ts';
import { fail, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'eks-cluster-version-supported',
  title: 'Kubernetes clusters run versions that AWS supports',
  severity: 'medium',
  area: 'vulnerability',
  resource: 'AWS::EKS::Cluster',
  reads: ['version', 'support'],
  controls: ['vulnerability-management'],
  risk: 'Holes in the version stay open, until AWS replaces it on a day that nobody chose.',
  remediation: {
    text: 'Update the cluster one minor version at a time, and its nodes and add-ons after it.',
    cli: 'aws eks update-cluster-version --name CLUSTER --kubernetes-version VERSION',
    url: 'https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html',
  },
  parameters: { extendedSupport: true as boolean },
  references: {
    securityHub: ['EKS.2'],
    configRule: ['eks-cluster-supported-version', 'eks-cluster-oldest-supported-version'],
    prowler: ['eks_cluster_uses_a_supported_version'],
    steampipe: ['eks_cluster_with_latest_kubernetes_version'],
  },
  check({ version, support }, { extendedSupport }) {
    if (support === 'UNSUPPORTED') return fail(`version ${version} is no longer supported`);
    if (support === 'STANDARD_SUPPORT') return pass(`version ${version} is in standard support`);
    const reason = `version ${version} is in extended support`;
    return extendedSupport ? pass(reason) : fail(reason);
  },
});
