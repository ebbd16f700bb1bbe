import { defineRule } from '#lib/domain/rule.ts';
import { fail, notApplicable, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'cloudfront-distribution-access-logging',
  title: 'Distributions log the requests of viewers',
  severity: 'medium',
  area: 'logging',
  resource: 'AWS::CloudFront::Distribution',
  reads: ['enabled', 'accessLog'],
  controls: ['service-logging'],
  risk: 'An attack on the website shows nowhere, since the servers behind see only what CloudFront lets through.',
  remediation: {
    text: 'Turn on standard logging for the distribution.',
    cli: 'aws logs put-delivery-source --name NAME --resource-arn DISTRIBUTION_ARN --log-type ACCESS_LOGS --region us-east-1',
    url: 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logging.html',
  },
  references: {
    securityHub: ['CloudFront.5'],
    configRule: ['cloudfront-accesslogs-enabled'],
    prowler: ['cloudfront_distributions_logging_enabled'],
    steampipe: ['cloudfront_distribution_logging_enabled'],
  },
  check({ enabled, accessLog }) {
    if (!enabled) return notApplicable('the distribution is off and serves nobody');
    return accessLog === null ? fail('requests are not logged') : pass(`requests are logged to ${accessLog}`);
  },
});
