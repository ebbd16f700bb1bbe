import { defineRule } from '#lib/domain/rule.ts';
import { judgeDataEvents } from '#lib/domain/trails.ts';

export default defineRule({
  id: 'cloudtrail-lambda-invoke-data-events',
  title: 'A trail records who invokes Lambda functions, of all functions',
  severity: 'low',
  area: 'logging',
  resource: 'AWS::::Account',
  reads: ['trails'],
  controls: ['service-logging'],
  risk: 'A function that is invoked by someone who should not leaves no trace of by whom.',
  remediation: {
    text: 'Let a trail of all Regions select the data events of all Lambda functions.',
    cli: 'aws cloudtrail put-event-selectors --trail-name TRAIL_ARN --advanced-event-selectors file://selectors.json',
    url: 'https://docs.aws.amazon.com/lambda/latest/dg/logging-using-cloudtrail.html',
  },
  references: {
    prowler: ['awslambda_function_invoke_api_operations_cloudtrail_logging_enabled'],
    steampipe: ['lambda_function_cloudtrail_logging_enabled'],
  },
  check: ({ trails }) => judgeDataEvents(trails, [{ type: 'AWS::Lambda::Function', kind: 'writes' }]),
});
