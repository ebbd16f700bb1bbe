import { defineRule } from '#lib/domain/rule.ts';
import { fail, notApplicable, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'rds-ca-certificate-not-expiring',
  title: 'Server certificates of database instances hold for at least 30 more days',
  severity: 'medium',
  area: 'encryption',
  resource: 'AWS::RDS::DBInstance',
  reads: ['certificateDaysLeft'],
  controls: ['certificate-lifecycle'],
  risk: 'On the day on which the certificate expires, programs that check it cannot reach the database any more.',
  remediation: {
    text: 'Let programs trust the newer certificate authorities of RDS, then change that of the instance.',
    cli: 'aws rds modify-db-instance --db-instance-identifier ID --ca-certificate-identifier rds-ca-rsa2048-g1 --apply-immediately',
    url: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.SSL-certificate-rotation.html',
  },
  parameters: { minDays: 30 },
  references: {
    prowler: ['rds_instance_certificate_expiration'],
    steampipe: ['rds_db_instance_ca_certificate_expires_7_days'],
  },
  check({ certificateDaysLeft: days }, { minDays }) {
    if (days === null) return notApplicable('AWS names no certificate of the instance');
    if (days < 0) return fail(`the certificate expired ${-days} days ago`);
    return days >= minDays
      ? pass(`the certificate holds for ${days} more days`)
      : fail(`the certificate expires in ${days} days`);
  },
});
