import { defineRule } from '#lib/domain/rule.ts';
import { fail, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'eks-control-plane-logging',
  title: 'Control planes of Kubernetes clusters log who asked for what',
  severity: 'medium',
  area: 'logging',
  resource: 'AWS::EKS::Cluster',
  reads: ['logTypes'],
  controls: ['service-logging', 'audit-trail'],
  risk: 'What was done through Kubernetes, such as reading secrets or starting containers, is in no record of AWS.',
  remediation: {
    text: 'Turn on the logs of the control plane, audit and authenticator before all.',
    cli: 'aws eks update-cluster-config --name CLUSTER --logging file://logging.json',
    url: 'https://docs.aws.amazon.com/eks/latest/userguide/control-plane-logs.html',
  },
  parameters: { types: ['api', 'audit', 'authenticator'] as readonly string[] },
  references: {
    securityHub: ['EKS.8'],
    configRule: ['eks-cluster-logging-enabled'],
    prowler: ['eks_control_plane_logging_all_types_enabled'],
    steampipe: ['eks_cluster_control_plane_audit_logging_enabled'],
  },
  check({ logTypes }, { types }) {
    const missing = types.filter((type) => !logTypes.includes(type));
    return missing.length === 0
      ? pass(`logs ${logTypes.join(', ')}`)
      : fail(`does not log ${missing.join(', ')}`);
  },
});
