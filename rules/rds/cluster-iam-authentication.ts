import { defineRule } from '#lib/domain/rule.ts';
import { fail, notApplicable, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'rds-cluster-iam-authentication',
  title: 'Database clusters let users sign in with tokens of IAM',
  severity: 'low',
  area: 'least-privilege',
  resource: 'AWS::RDS::DBCluster',
  reads: ['iamAuthentication'],
  controls: ['workload-identity'],
  risk: 'Passwords of databases are shared, seldom changed, and live on after the access of their holders to AWS ended.',
  remediation: {
    text: 'Turn on IAM database authentication, let database users sign in by it, and allow rds-db:connect to the roles that need them.',
    cli: 'aws rds modify-db-cluster --db-cluster-identifier ID --enable-iam-database-authentication --apply-immediately',
    url: 'https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/UsingWithRDS.IAMDBAuth.html',
  },
  references: {
    securityHub: ['RDS.12'],
    configRule: ['rds-cluster-iam-authentication-enabled'],
    prowler: ['rds_cluster_iam_authentication_enabled'],
  },
  check({ iamAuthentication }) {
    if (iamAuthentication === null) return notApplicable('the engine does not know tokens of IAM');
    return iamAuthentication
      ? pass('users may sign in with tokens of IAM')
      : fail('users sign in with passwords of the database only');
  },
});
