import { defineRule } from '#lib/domain/rule.ts';
import { fail, pass } from '#lib/domain/verdict.ts';

/** From here on, EKS encrypts everything that the Kubernetes API stores, with a key of AWS unless told otherwise. */
const ENCRYPTED_BY_DEFAULT = [1, 28] as const;

export default defineRule({
  id: 'eks-cluster-secrets-encrypted',
  title: 'Kubernetes clusters encrypt their secrets with a key of KMS',
  severity: 'medium',
  area: 'encryption',
  resource: 'AWS::EKS::Cluster',
  reads: ['version', 'secretsKey'],
  controls: ['encryption-at-rest', 'secrets-management'],
  risk: 'Whoever gets at the storage of the cluster reads the passwords of everything that runs on it.',
  remediation: {
    text: 'Move the cluster to a supported version, which encrypts by itself, or give it a key; it cannot be taken away again.',
    cli: 'aws eks associate-encryption-config --cluster-name CLUSTER --encryption-config file://encryption.json',
    url: 'https://docs.aws.amazon.com/eks/latest/userguide/envelope-encryption.html',
  },
  parameters: { customerKey: false as boolean },
  references: {
    securityHub: ['EKS.3'],
    configRule: ['eks-secrets-encrypted', 'eks-cluster-secrets-encrypted'],
    prowler: ['eks_cluster_kms_cmk_encryption_in_secrets_enabled'],
    steampipe: ['eks_cluster_secrets_encrypted'],
  },
  check({ version, secretsKey }, { customerKey }) {
    if (secretsKey !== null) return pass(`encrypted with ${secretsKey}`);
    const [major = 0, minor = 0] = version.split('.').map(Number);
    const [from, minorFrom] = ENCRYPTED_BY_DEFAULT;
    if (major < from || (major === from && minor < minorFrom))
      return fail(`version ${version} does not encrypt`);
    return customerKey ? fail('encrypted with a key of AWS') : pass(`version ${version} encrypts by itself`);
  },
});
