import { defineRule } from '#lib/domain/rule.ts';
import { fail, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'stepfunctions-state-machine-logging',
  title: 'State machines log their executions',
  severity: 'medium',
  area: 'logging',
  resource: 'AWS::StepFunctions::StateMachine',
  reads: ['logLevel'],
  controls: ['service-logging'],
  risk: 'Ninety days later nothing tells what a workflow did, and of an express workflow nothing ever does.',
  remediation: {
    text: 'Send the log of the state machine to CloudWatch Logs; the level ERROR keeps it small.',
    cli: 'aws stepfunctions update-state-machine --state-machine-arn ARN --logging-configuration file://logging.json',
    url: 'https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html',
  },
  parameters: { levels: ['ALL', 'ERROR', 'FATAL'] as readonly string[] },
  references: {
    securityHub: ['StepFunctions.1'],
    configRule: ['step-functions-state-machine-logging-enabled'],
    prowler: ['stepfunctions_statemachine_logging_enabled'],
    steampipe: ['sfn_state_machine_logging_enabled'],
  },
  check: ({ logLevel }, { levels }) =>
    levels.includes(logLevel) ? pass(`the log level is ${logLevel}`) : fail(`the log level is ${logLevel}`),
});
