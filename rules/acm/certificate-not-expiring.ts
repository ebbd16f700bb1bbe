import { defineRule } from '#lib/domain/rule.ts';
import { fail, notApplicable, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'acm-certificate-not-expiring',
  title: 'Certificates in use are valid for at least another 30 days',
  severity: 'high',
  area: 'encryption',
  resource: 'AWS::CertificateManager::Certificate',
  reads: ['status', 'inUse', 'imported', 'daysLeft'],
  controls: ['certificate-lifecycle'],
  risk: 'On the day after the last one, customers get a warning or no connection at all.',
  remediation: {
    text: 'Import the renewed certificate under the same ARN; where ACM issued it, restore the DNS record or answer the mail by which ACM validates its domains.',
    cli: 'aws acm import-certificate --certificate-arn ARN --certificate fileb://certificate.pem --private-key fileb://key.pem --certificate-chain fileb://chain.pem',
    url: 'https://docs.aws.amazon.com/acm/latest/userguide/managed-renewal.html',
  },
  parameters: { days: 30 },
  references: {
    securityHub: ['ACM.1'],
    configRule: ['acm-certificate-expiration-check'],
    prowler: ['acm_certificates_expiration_check'],
    steampipe: ['acm_certificate_expires_30_days'],
  },
  check({ status, inUse, imported, daysLeft }, { days }) {
    if (daysLeft === null) return notApplicable(`the certificate was never issued (${status})`);
    if (!inUse) return notApplicable('no service uses the certificate');
    if (status !== 'ISSUED') return fail(`in use, though its status is ${status}`);
    if (daysLeft >= days) return pass(`valid for another ${daysLeft} days`);
    return fail(
      `expires in ${daysLeft} days, and ${imported ? 'nobody but its owner renews it' : 'ACM has not renewed it'}`,
    );
  },
});
