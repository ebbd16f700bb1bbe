import { defineRule } from '#lib/domain/rule.ts';
import { fail, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'networkfirewall-firewall-logging',
  title: 'Network firewalls log traffic or alerts',
  severity: 'medium',
  area: 'logging',
  resource: 'AWS::NetworkFirewall::Firewall',
  reads: ['logTypes'],
  controls: ['service-logging', 'network-boundary'],
  risk: 'What the firewall stopped, and what it let through, cannot be told afterwards.',
  remediation: {
    text: 'Turn on logs of alerts and of flows for the firewall.',
    cli: 'aws network-firewall update-logging-configuration --firewall-arn ARN --logging-configuration file://logging.json',
    url: 'https://docs.aws.amazon.com/network-firewall/latest/developerguide/firewall-logging.html',
  },
  references: {
    securityHub: ['NetworkFirewall.2'],
    configRule: ['netfw-logging-enabled'],
    prowler: ['networkfirewall_logging_enabled'],
    steampipe: ['networkfirewall_firewall_logging_enabled'],
  },
  check: ({ logTypes }) =>
    logTypes.length === 0 ? fail('nothing is logged') : pass(`logged: ${logTypes.join(', ')}`),
});
