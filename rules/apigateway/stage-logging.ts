import { defineRule } from '#lib/domain/rule.ts';
import { fail, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'apigateway-stage-logging',
  title: 'Stages of REST APIs log the requests or the execution of every method',
  severity: 'medium',
  area: 'logging',
  resource: 'AWS::ApiGateway::Stage',
  reads: ['accessLog', 'methods'],
  controls: ['service-logging'],
  risk: 'Who called the interface, and what failed, cannot be told afterwards.',
  remediation: {
    text: 'Give the stage a log group for access logs, or turn on execution logs at ERROR or INFO for all methods.',
    cli: 'aws apigateway update-stage --rest-api-id API --stage-name STAGE --patch-operations op=replace,path=/*/*/logging/loglevel,value=ERROR',
    url: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html',
  },
  references: {
    securityHub: ['APIGateway.1'],
    configRule: ['api-gw-execution-logging-enabled'],
    prowler: ['apigateway_restapi_logging_enabled'],
    steampipe: ['apigateway_stage_logging_enabled'],
  },
  check({ accessLog, methods }) {
    if (accessLog !== null) return pass(`requests are logged to ${accessLog}`);
    const silent = methods.filter(({ executionLog }) => executionLog === 'OFF').map(({ method }) => method);
    return silent.length === 0
      ? pass('the execution of every method is logged')
      : fail(`without access log, and without execution log for ${silent.join(', ')}`);
  },
});
