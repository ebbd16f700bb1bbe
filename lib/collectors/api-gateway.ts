import {
  APIGatewayClient,
  type Stage as FoundStage,
  GetStagesCommand,
  type MethodSetting,
  paginateGetRestApis,
  type RestApi,
} from '@aws-sdk/client-api-gateway';
import { defineCollector, listed, type Reader, required } from './collector.ts';
import { operation, paged } from './operation.ts';

const getRestApis = paged('apigateway:GET', APIGatewayClient, paginateGetRestApis, (page) => page.items);
/** Null: the API was deleted meanwhile. */
const getStages = operation('apigateway:GET', APIGatewayClient, GetStagesCommand, ['NotFoundException']);

interface ListedStage {
  readonly arn: string;
  readonly api: RestApi;
  readonly stage: FoundStage;
}

/** Every method without settings of its own. Where nobody set these, AWS caches what GET answers, in clear. */
const UNSET: Readonly<Record<string, MethodSetting>> = { '*/*': {} };

/** Every stage of every REST API of the account in the Region: one request for each API. */
export const stage = defineCollector(
  {
    type: 'AWS::ApiGateway::Stage',
    service: 'apigateway',
    where: 'region',
    list: {
      uses: [getRestApis, getStages],
      read: async (aws: Reader): Promise<readonly ListedStage[]> => {
        const ofApi = async (api: RestApi): Promise<readonly ListedStage[]> => {
          const id = required(api.id, 'id');
          return ((await aws(getStages, { restApiId: id }))?.item ?? []).map((found) => ({
            arn: `arn:${aws.partition}:apigateway:${aws.region}::/restapis/${id}/stages/${required(found.stageName, 'stageName')}`,
            api,
            stage: found,
          }));
        };
        return (await Promise.all((await aws(getRestApis, { limit: 500 })).map(ofApi))).flat();
      },
    },
  },
  {
    privateApi: listed(({ api }) =>
      required(api.endpointConfiguration?.types, 'endpointConfiguration.types').includes('PRIVATE'),
    ),
    cacheEnabled: listed(({ stage }) => required(stage.cacheClusterEnabled, 'cacheClusterEnabled')),
    methods: listed(({ stage }) =>
      Object.entries({ ...UNSET, ...stage.methodSettings })
        .map(([method, { cachingEnabled, cacheDataEncrypted, loggingLevel }]) => ({
          method,
          cached: cachingEnabled ?? true,
          cacheEncrypted: cacheDataEncrypted ?? false,
          executionLog: loggingLevel ?? 'OFF',
        }))
        .sort((a, b) => (a.method < b.method ? -1 : 1)),
    ),
    accessLog: listed(({ stage }) => stage.accessLogSettings?.destinationArn ?? null),
    webAcl: listed(({ stage }) => stage.webAclArn ?? null),
  },
);
