import { defineRule } from '#lib/domain/rule.ts';
import { fail, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'ecr-repository-image-scanning',
  title: 'Images are scanned for vulnerabilities when they are pushed, or all the time',
  severity: 'medium',
  area: 'vulnerability',
  resource: 'AWS::ECR::Repository',
  reads: ['scanFrequency'],
  controls: ['vulnerability-management', 'software-integrity'],
  risk: 'Images with known holes go to production, since nobody looked.',
  remediation: {
    text: 'Turn on scanning for the whole registry, continuous where Amazon Inspector is in use, or add the repository to its filters.',
    cli: 'aws ecr put-registry-scanning-configuration --scan-type BASIC --rules file://rules.json',
    url: 'https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning.html',
  },
  references: {
    securityHub: ['ECR.1'],
    configRule: ['ecr-private-image-scanning-enabled'],
    prowler: ['ecr_repositories_scan_images_on_push_enabled', 'ecr_registry_scan_images_on_push_enabled'],
    steampipe: ['ecr_repository_image_scan_on_push_enabled'],
  },
  check({ scanFrequency }) {
    if (scanFrequency === 'CONTINUOUS_SCAN') return pass('images are scanned all the time');
    return scanFrequency === 'SCAN_ON_PUSH'
      ? pass('images are scanned when they are pushed')
      : fail(`images are scanned only on request (${scanFrequency})`);
  },
});
