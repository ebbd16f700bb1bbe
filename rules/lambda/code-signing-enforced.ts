import { defineRule } from '#lib/domain/rule.ts';
import { fail, notApplicable, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'lambda-code-signing-enforced',
  title: 'Functions accept only code that was signed',
  severity: 'low',
  area: 'change',
  resource: 'AWS::Lambda::Function',
  reads: ['runtime', 'codeSigning'],
  controls: ['software-integrity'],
  risk: 'Whoever may update the function runs any code in it, also code that was never reviewed or built.',
  remediation: {
    text: 'Sign releases with AWS Signer, and give the function a configuration that refuses everything else.',
    cli: 'aws lambda put-function-code-signing-config --function-name FUNCTION --code-signing-config-arn CONFIG_ARN',
    url: 'https://docs.aws.amazon.com/lambda/latest/dg/configuration-codesigning.html',
  },
  check({ runtime, codeSigning }) {
    if (runtime === null) return notApplicable('Lambda checks no signatures of container images');
    if (codeSigning === null) return fail('code needs no signature');
    return codeSigning === 'Enforce'
      ? pass('code without a trusted signature is refused')
      : fail('code without a trusted signature makes a warning only');
  },
});
