import { defineRule } from '#lib/domain/rule.ts';
import { fail, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'redshift-cluster-encrypted',
  title: 'Redshift clusters encrypt what they store',
  severity: 'high',
  area: 'encryption',
  resource: 'AWS::Redshift::Cluster',
  reads: ['encrypted'],
  controls: ['encryption-at-rest'],
  risk: 'A warehouse gathers the data of many systems, and its storage and snapshots lie open to whoever gets at them.',
  remediation: {
    text: 'Turn encryption on; the cluster moves its data to encrypted storage while it can still be read.',
    cli: 'aws redshift modify-cluster --cluster-identifier ID --encrypted',
    url: 'https://docs.aws.amazon.com/redshift/latest/mgmt/changing-cluster-encryption.html',
  },
  references: {
    securityHub: ['Redshift.10'],
    configRule: ['redshift-cluster-configuration-check'],
    prowler: ['redshift_cluster_encrypted_at_rest'],
    steampipe: ['redshift_cluster_encryption_logging_enabled'],
  },
  check({ encrypted }) {
    return encrypted ? pass('the cluster is encrypted') : fail('the cluster is not encrypted');
  },
});
