import { defineRule } from '#lib/domain/rule.ts';
import { fail, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'wafv2-web-acl-logging',
  title: 'Web ACLs log the requests that they see',
  severity: 'medium',
  area: 'logging',
  resource: 'AWS::WAFv2::WebACL',
  reads: ['logDestinations'],
  controls: ['service-logging', 'edge-protection'],
  risk: 'What an attacker tried, and what the filter let pass, cannot be told afterwards.',
  remediation: {
    text: 'Turn on logging of the web ACL to a log group, bucket or stream with a name that begins with aws-waf-logs-.',
    cli: 'aws wafv2 put-logging-configuration --logging-configuration ResourceArn=WEB_ACL_ARN,LogDestinationConfigs=DESTINATION_ARN',
    url: 'https://docs.aws.amazon.com/waf/latest/developerguide/logging.html',
  },
  references: {
    securityHub: ['WAF.11'],
    configRule: ['wafv2-logging-enabled'],
    prowler: ['wafv2_webacl_logging_enabled'],
    steampipe: ['wafv2_web_acl_logging_enabled'],
  },
  check: ({ logDestinations }) =>
    logDestinations.length === 0
      ? fail('requests are not logged')
      : pass(`requests are logged to ${logDestinations.join(', ')}`),
});
