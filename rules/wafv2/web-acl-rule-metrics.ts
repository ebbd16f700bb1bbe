import { defineRule } from '#lib/domain/rule.ts';
import { fail, notApplicable, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'wafv2-web-acl-rule-metrics',
  title: 'Every rule of a web ACL is counted by CloudWatch',
  severity: 'low',
  area: 'logging',
  resource: 'AWS::WAFv2::WebACL',
  reads: ['rules'],
  controls: ['service-logging'],
  risk: 'Nobody sees when a rule suddenly stops thousands of requests, or none any more.',
  remediation: {
    text: 'Turn on the CloudWatch metrics of each rule of the web ACL.',
    cli: 'aws wafv2 update-web-acl --name NAME --scope REGIONAL --id ID --lock-token TOKEN --cli-input-json file://web-acl.json',
    url: 'https://docs.aws.amazon.com/waf/latest/developerguide/waf-metrics.html',
  },
  references: {
    prowler: ['wafv2_webacl_rule_logging_enabled'],
  },
  check({ rules }) {
    if (rules.length === 0) return notApplicable('the web ACL has no rules');
    const uncounted = rules.filter(({ metrics }) => !metrics).map(({ name }) => name);
    return uncounted.length === 0
      ? pass('every rule is counted')
      : fail(`not counted: ${uncounted.join(', ')}`);
  },
});
