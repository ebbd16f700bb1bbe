import { isForUnsignedUrl } from '#lib/domain/function-url.ts';
import { statementName } from '#lib/domain/policy/document.ts';
import { publicStatements } from '#lib/domain/policy/public.ts';
import { defineRule } from '#lib/domain/rule.ts';
import { fail, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'lambda-function-url-authenticated',
  title: 'URLs of functions answer only signed requests',
  severity: 'high',
  area: 'network',
  resource: 'AWS::Lambda::Function',
  reads: ['policy'],
  controls: ['public-access-prevention'],
  risk: 'Everyone on the internet runs the function by its address, past every filter and sign-in.',
  remediation: {
    text: 'Set the URL to AWS_IAM and remove the permission; where the public is meant, put CloudFront or an API with filters in front.',
    cli: 'aws lambda update-function-url-config --function-name FUNCTION --auth-type AWS_IAM',
    url: 'https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html',
  },
  references: {
    prowler: ['awslambda_function_url_public'],
    steampipe: ['lambda_function_restrict_public_url'],
  },
  check({ policy }) {
    // A URL without authentication serves nobody until the policy of the function lets everyone through it.
    const open = (policy ? publicStatements(policy).filter(isForUnsignedUrl) : []).map((statement) =>
      policy ? statementName(policy, statement) : '',
    );
    return open.length === 0
      ? pass('the policy lets nobody through a URL without a signature')
      : fail(`the policy lets everyone through its URL by statement ${open.join(', ')}`);
  },
});
