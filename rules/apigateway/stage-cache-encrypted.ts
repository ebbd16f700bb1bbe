import { defineRule } from '#lib/domain/rule.ts';
import { fail, notApplicable, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'apigateway-stage-cache-encrypted',
  title: 'Stages of REST APIs encrypt the responses that they cache',
  severity: 'low',
  area: 'encryption',
  resource: 'AWS::ApiGateway::Stage',
  reads: ['cacheEnabled', 'methods'],
  controls: ['encryption-at-rest'],
  risk: 'Answers that were meant for one customer lie readable in a cache.',
  remediation: {
    text: 'Turn on the encryption of cached data for every method of the stage, and flush what is cached.',
    cli: 'aws apigateway update-stage --rest-api-id API --stage-name STAGE --patch-operations op=replace,path=/*/*/caching/dataEncrypted,value=true',
    url: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-caching.html',
  },
  references: {
    securityHub: ['APIGateway.5'],
    configRule: ['api-gw-cache-enabled-and-encrypted'],
    prowler: ['apigateway_restapi_cache_encrypted'],
    steampipe: ['apigateway_stage_cache_encryption_at_rest_enabled'],
  },
  check({ cacheEnabled, methods }) {
    if (!cacheEnabled) return notApplicable('the stage has no cache');
    const inClear = methods.filter(({ cached, cacheEncrypted }) => cached && !cacheEncrypted);
    return inClear.length === 0
      ? pass('what is cached is encrypted')
      : fail(`cached in clear: ${inClear.map(({ method }) => method).join(', ')}`);
  },
});
