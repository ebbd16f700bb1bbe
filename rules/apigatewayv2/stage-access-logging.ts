import { defineRule } from '#lib/domain/rule.ts';
import { fail, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'apigatewayv2-stage-access-logging',
  title: 'Stages of HTTP and WebSocket APIs log every request',
  severity: 'medium',
  area: 'logging',
  resource: 'AWS::ApiGatewayV2::Stage',
  reads: ['accessLog'],
  controls: ['service-logging'],
  risk: 'Misuse of the interface leaves no line that says who called it, when and with what result.',
  remediation: {
    text: 'Give the stage a log group and a format for access logs.',
    cli: 'aws apigatewayv2 update-stage --api-id API --stage-name STAGE --access-log-settings DestinationArn=LOG_GROUP_ARN,Format=FORMAT',
    url: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging.html',
  },
  references: {
    securityHub: ['APIGateway.9'],
    configRule: ['api-gwv2-access-logs-enabled'],
    prowler: ['apigatewayv2_api_access_logging_enabled'],
  },
  check: ({ accessLog }) =>
    accessLog === null ? fail('requests are not logged') : pass(`requests are logged to ${accessLog}`),
});
