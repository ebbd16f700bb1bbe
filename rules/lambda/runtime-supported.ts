import { DEPRECATED_RUNTIMES } from '#lib/domain/lambda-runtimes.ts';
import { defineRule } from '#lib/domain/rule.ts';
import { fail, notApplicable, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'lambda-runtime-supported',
  title: 'Functions use runtimes that AWS still patches',
  severity: 'medium',
  area: 'vulnerability',
  resource: 'AWS::Lambda::Function',
  reads: ['runtime'],
  controls: ['vulnerability-management'],
  risk: 'Nobody closes the holes that are found in a deprecated runtime, and the function keeps running on it.',
  remediation: {
    text: 'Test the function on a current runtime of its language, and change it.',
    cli: 'aws lambda update-function-configuration --function-name FUNCTION --runtime RUNTIME',
    url: 'https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html',
  },
  parameters: { alsoRetired: [] as readonly string[] },
  references: {
    securityHub: ['Lambda.2'],
    configRule: ['lambda-function-settings-check'],
    prowler: ['awslambda_function_using_supported_runtimes'],
    steampipe: ['lambda_function_use_latest_runtime'],
  },
  check({ runtime }, { alsoRetired }) {
    if (runtime === null) return notApplicable('a container image brings its own runtime');
    return DEPRECATED_RUNTIMES.includes(runtime) || alsoRetired.includes(runtime)
      ? fail(`runs on ${runtime}, which is no longer patched`)
      : pass(`runs on ${runtime}`);
  },
});
