import { defineRule } from '#lib/domain/rule.ts';
import { fail, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'bedrock-invocation-logging',
  title: 'Calls of AI models are logged with what was asked and answered',
  severity: 'medium',
  area: 'logging',
  resource: 'AWS::::Account',
  reads: ['modelInvocationLogs'],
  controls: ['service-logging'],
  risk: 'Data that went into a model, and misuse of stolen access to models, can never be reconstructed.',
  remediation: {
    text: 'Turn on the log of calls in each Region, before the first use; it keeps the data itself, so guard it like that.',
    cli: 'aws bedrock put-model-invocation-logging-configuration --logging-config file://logging.json',
    url: 'https://docs.aws.amazon.com/bedrock/latest/userguide/model-invocation-logging.html',
  },
  references: { prowler: ['bedrock_model_invocation_logging_enabled'] },
  check: ({ modelInvocationLogs: logs }) =>
    logs.length > 0 ? pass(`calls are logged to ${logs.join(' and ')}`) : fail('calls are not logged'),
});
