import { defineRule } from '#lib/domain/rule.ts';
import { fail, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'iam-expired-server-certificates-removed',
  title: 'No certificate in IAM has expired',
  severity: 'medium',
  area: 'access-review',
  resource: 'AWS::IAM::ServerCertificate',
  reads: ['daysLeft'],
  controls: ['certificate-lifecycle'],
  risk: 'An expired certificate that is still at hand gets put in front of customers by mistake, who are then taught to ignore the warning.',
  remediation: {
    text: 'Delete the certificate once nothing uses it, and let AWS Certificate Manager issue and renew its successor.',
    cli: 'aws iam delete-server-certificate --server-certificate-name NAME',
    url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_server-certs.html',
  },
  references: {
    configRule: ['iam-server-certificate-expiration-check'],
    prowler: ['iam_no_expired_server_certificates_stored'],
    steampipe: ['iam_server_certificate_not_expired'],
  },
  check({ daysLeft }) {
    return daysLeft >= 0
      ? pass(`the certificate expires in ${daysLeft} days`)
      : fail(`the certificate expired ${-daysLeft} days ago`);
  },
});
