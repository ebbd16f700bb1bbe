import {
  type Api,
  ApiGatewayV2Client,
  type Stage as FoundStage,
  GetApisCommand,
  type GetApisRequest,
  type GetApisResponse,
  GetStagesCommand,
} from '@aws-sdk/client-apigatewayv2';
import { defineCollector, listed, type Reader, required } from './collector.ts';
import { paged } from './operation.ts';
import { pagesOf } from './pages.ts';

const getApis = paged(
  'apigateway:GET',
  ApiGatewayV2Client,
  pagesOf<GetApisRequest, GetApisResponse>(GetApisCommand, 'NextToken', 'NextToken'),
  (page) => page.Items,
);
const getStages = paged(
  'apigateway:GET',
  ApiGatewayV2Client,
  pagesOf(GetStagesCommand, 'NextToken', 'NextToken'),
  (page) => page.Items,
);

interface ListedStage {
  readonly arn: string;
  readonly stage: FoundStage;
}

/** Every stage of every HTTP and WebSocket API of the account in the Region: one request for each API. */
export const stage = defineCollector(
  {
    type: 'AWS::ApiGatewayV2::Stage',
    service: 'apigateway',
    where: 'region',
    list: {
      uses: [getApis, getStages],
      read: async (aws: Reader): Promise<readonly ListedStage[]> => {
        const ofApi = async (api: Api): Promise<readonly ListedStage[]> => {
          const id = required(api.ApiId, 'ApiId');
          return (await aws(getStages, { ApiId: id, MaxResults: '100' })).map((found) => ({
            arn: `arn:${aws.partition}:apigateway:${aws.region}::/apis/${id}/stages/${required(found.StageName, 'StageName')}`,
            stage: found,
          }));
        };
        return (await Promise.all((await aws(getApis, { MaxResults: '100' })).map(ofApi))).flat();
      },
    },
  },
  { accessLog: listed(({ stage }) => stage.AccessLogSettings?.DestinationArn ?? null) },
);
