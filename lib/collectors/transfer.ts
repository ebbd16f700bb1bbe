import { DescribeServerCommand, paginateListServers, TransferClient } from '@aws-sdk/client-transfer';
import { defineCollector, from, type Reader, required } from './collector.ts';
import { operation, paged } from './operation.ts';

const listServers = paged(
  'transfer:ListServers',
  TransferClient,
  paginateListServers,
  (page) => page.Servers,
);
const describeServer = operation('transfer:DescribeServer', TransferClient, DescribeServerCommand);

interface ListedServer {
  readonly arn: string;
  readonly id: string;
}

/** Every server of the Transfer Family of the account in the Region, also while it is offline. */
export const server = defineCollector(
  {
    type: 'AWS::Transfer::Server',
    service: 'transfer',
    where: 'region',
    list: {
      uses: [listServers],
      read: async (aws: Reader): Promise<readonly ListedServer[]> =>
        (await aws(listServers, { MaxResults: 1000 })).map(({ Arn, ServerId }) => ({
          arn: required(Arn, 'Arn'),
          id: required(ServerId, 'ServerId'),
        })),
    },
  },
  {
    protocols: from(
      describeServer,
      ({ id }) => ({ ServerId: id }),
      ({ Server }) => [...required(Server?.Protocols, 'Protocols')].sort(),
    ),
  },
);
