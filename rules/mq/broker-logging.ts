import { defineRule } from '#lib/domain/rule.ts';
import { fail, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'mq-broker-logging',
  title: 'Message brokers send every log that they have to CloudWatch Logs',
  severity: 'low',
  area: 'logging',
  resource: 'AWS::AmazonMQ::Broker',
  reads: ['generalLog', 'auditLog'],
  controls: ['service-logging'],
  risk: 'Who signed in to the broker, and what was changed or deleted in it, is in no record.',
  remediation: {
    text: 'Turn on the general log, and for ActiveMQ the audit log; this takes effect when the broker restarts.',
    cli: 'aws mq update-broker --broker-id BROKER --logs General=true,Audit=true',
    url: 'https://docs.aws.amazon.com/amazon-mq/latest/developer-guide/security-logging-monitoring.html',
  },
  references: {
    configRule: ['mq-cloudwatch-audit-log-enabled', 'mq-cloudwatch-audit-logging-enabled'],
    prowler: ['mq_broker_logging_enabled'],
  },
  check({ generalLog, auditLog }) {
    const missing = [...(generalLog ? [] : ['general']), ...(auditLog === false ? ['audit'] : [])];
    return missing.length === 0
      ? pass(auditLog ? 'the general and the audit log are on' : 'the general log is on')
      : fail(`without the ${missing.join(' and the ')} log`);
  },
});
