import { defineRule } from '#lib/domain/rule.ts';
import { fail, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'redshift-audit-logging',
  title: 'Redshift clusters log who connects and what users do',
  severity: 'medium',
  area: 'logging',
  resource: 'AWS::Redshift::Cluster',
  reads: ['auditLogging'],
  controls: ['service-logging'],
  risk: 'Nobody can tell afterwards who signed in to the warehouse, from where, and which data they took.',
  remediation: {
    text: 'Turn audit logging on, to a bucket that Redshift may write to or to CloudWatch Logs.',
    cli: 'aws redshift enable-logging --cluster-identifier ID --log-destination-type cloudwatch --log-exports connectionlog userlog useractivitylog',
    url: 'https://docs.aws.amazon.com/redshift/latest/mgmt/db-auditing.html',
  },
  references: {
    securityHub: ['Redshift.4'],
    configRule: ['redshift-audit-logging-enabled', 'redshift-cluster-configuration-check'],
    prowler: ['redshift_cluster_audit_logging'],
    steampipe: ['redshift_cluster_audit_logging_enabled', 'redshift_cluster_encryption_logging_enabled'],
  },
  check({ auditLogging }) {
    if (auditLogging === null) return fail('audit logging is off');
    const { destination, failing } = auditLogging;
    const to = `audit logs go to ${destination === 'cloudwatch' ? 'CloudWatch Logs' : 'a bucket'}`;
    return failing ? fail(`${to}, but the last delivery failed`) : pass(to);
  },
});
