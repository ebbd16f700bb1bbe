import { defineRule } from '#lib/domain/rule.ts';
import { fail, notApplicable, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'acm-certificate-strong-key',
  title: 'Certificates in use have an elliptic-curve key or an RSA key of at least 2048 bits',
  severity: 'medium',
  area: 'encryption',
  resource: 'AWS::CertificateManager::Certificate',
  reads: ['inUse', 'keyAlgorithm'],
  controls: ['certificate-lifecycle'],
  risk: 'Whoever works out a short key poses as the company, or reads what its customers send.',
  remediation: {
    text: 'Import or request a certificate with a stronger key, put it in place of this one, and delete this one.',
    cli: 'aws acm request-certificate --domain-name NAME --key-algorithm EC_prime256v1 --validation-method DNS',
    url: 'https://docs.aws.amazon.com/acm/latest/userguide/acm-certificate-characteristics.html',
  },
  parameters: { minRsaBits: 2048 },
  references: {
    securityHub: ['ACM.2'],
    configRule: ['acm-certificate-rsa-check'],
    prowler: ['acm_certificates_with_secure_key_algorithms'],
  },
  check({ inUse, keyAlgorithm }, { minRsaBits }) {
    if (!inUse) return notApplicable('no service uses the certificate');
    const rsaBits = /^RSA[-_](\d+)$/.exec(keyAlgorithm)?.[1];
    const strong = rsaBits ? Number(rsaBits) >= minRsaBits : /^EC[-_]/.test(keyAlgorithm);
    return strong ? pass(`the key is ${keyAlgorithm}`) : fail(`the key is ${keyAlgorithm}`);
  },
});
