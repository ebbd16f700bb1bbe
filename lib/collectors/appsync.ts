import { AppSyncClient, type GraphqlApi, paginateListGraphqlApis } from '@aws-sdk/client-appsync';
import { defineCollector, listed, type Reader, required } from './collector.ts';
import { paged } from './operation.ts';

const listGraphqlApis = paged(
  'appsync:ListGraphqlApis',
  AppSyncClient,
  paginateListGraphqlApis,
  (page) => page.graphqlApis,
);

interface ListedApi {
  readonly arn: string;
  readonly api: GraphqlApi;
}

/** Every GraphQL API of the account in the Region. */
export const graphQlApi = defineCollector(
  {
    type: 'AWS::AppSync::GraphQLApi',
    service: 'appsync',
    where: 'region',
    list: {
      uses: [listGraphqlApis],
      read: async (aws: Reader): Promise<readonly ListedApi[]> =>
        (await aws(listGraphqlApis, { owner: 'CURRENT_ACCOUNT', maxResults: 25 })).map((found) => ({
          arn: required(found.arn, 'arn'),
          api: found,
        })),
    },
  },
  {
    fieldLogLevel: listed(({ api: { logConfig } }) =>
      logConfig ? required(logConfig.fieldLogLevel, 'fieldLogLevel') : null,
    ),
  },
);
