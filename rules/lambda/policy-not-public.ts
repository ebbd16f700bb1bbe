import { isForUnsignedUrl } from '#lib/domain/function-url.ts';
import { statementName } from '#lib/domain/policy/document.ts';
import { publicStatements } from '#lib/domain/policy/public.ts';
import { defineRule } from '#lib/domain/rule.ts';
import { fail, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'lambda-policy-not-public',
  title: 'Policies of functions do not let every AWS account in',
  severity: 'critical',
  area: 'network',
  resource: 'AWS::Lambda::Function',
  reads: ['policy'],
  controls: ['external-trust', 'public-access-prevention'],
  risk: 'Strangers run the function with its role, on its data and at the cost of the company.',
  remediation: {
    text: 'Remove the permission, and grant it to named accounts, to the Organization, or to a service with its source.',
    cli: 'aws lambda remove-permission --function-name FUNCTION --statement-id STATEMENT',
    url: 'https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html',
  },
  references: {
    securityHub: ['Lambda.1'],
    configRule: ['lambda-function-public-access-prohibited'],
    prowler: ['awslambda_function_not_publicly_accessible'],
    steampipe: ['lambda_function_restrict_public_access'],
  },
  check({ policy }) {
    if (policy === null) return pass('the function has no policy');
    const open = publicStatements(policy)
      .filter((statement) => !isForUnsignedUrl(statement)) // lambda-function-url-authenticated judges these
      .map((statement) => statementName(policy, statement));
    return open.length === 0
      ? pass('no statement of the policy lets every account in')
      : fail(`the policy lets everyone in by statement ${open.join(', ')}`);
  },
});
