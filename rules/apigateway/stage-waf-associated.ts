import { defineRule } from '#lib/domain/rule.ts';
import { fail, notApplicable, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'apigateway-stage-waf-associated',
  title: 'Stages of REST APIs on the internet stand behind a web ACL',
  severity: 'low',
  area: 'network',
  resource: 'AWS::ApiGateway::Stage',
  reads: ['privateApi', 'webAcl'],
  controls: ['edge-protection'],
  risk: 'Hostile requests and floods reach the program behind the interface without a filter.',
  remediation: {
    text: 'Associate a web ACL of AWS WAF with the stage.',
    cli: 'aws wafv2 associate-web-acl --web-acl-arn WEB_ACL_ARN --resource-arn STAGE_ARN',
    url: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-control-access-aws-waf.html',
  },
  references: {
    securityHub: ['APIGateway.4'],
    configRule: ['api-gw-associated-with-waf'],
    prowler: ['apigateway_restapi_waf_acl_attached'],
    steampipe: ['apigateway_stage_use_waf_web_acl'],
  },
  check({ privateApi, webAcl }) {
    if (webAcl !== null) return pass(`requests pass ${webAcl}`);
    return privateApi
      ? notApplicable('only VPC endpoints reach this API')
      : fail('no web ACL stands in front of the stage');
  },
});
