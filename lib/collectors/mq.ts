import { type BrokerSummary, DescribeBrokerCommand, MqClient, paginateListBrokers } from '@aws-sdk/client-mq';
import { defineCollector, from, type Reader, required } from './collector.ts';
import { operation, paged } from './operation.ts';

const listBrokers = paged('mq:ListBrokers', MqClient, paginateListBrokers, (page) => page.BrokerSummaries);
const describeBroker = operation('mq:DescribeBroker', MqClient, DescribeBrokerCommand);

interface ListedBroker {
  readonly arn: string;
  readonly broker: BrokerSummary;
}
const byId = ({ broker }: ListedBroker) => ({ BrokerId: required(broker.BrokerId, 'BrokerId') });

/** Every broker of the account in the Region that is not being deleted. */
export const broker = defineCollector(
  {
    type: 'AWS::AmazonMQ::Broker',
    service: 'mq',
    where: 'region',
    list: {
      uses: [listBrokers],
      read: async (aws: Reader): Promise<readonly ListedBroker[]> =>
        (await aws(listBrokers, { MaxResults: 100 }))
          .filter(({ BrokerState }) => required(BrokerState, 'BrokerState') !== 'DELETION_IN_PROGRESS')
          .map((found) => ({ arn: required(found.BrokerArn, 'BrokerArn'), broker: found })),
    },
  },
  {
    generalLog: from(describeBroker, byId, ({ Logs }) => required(Logs?.General, 'Logs.General')),
    // The names of engines are spelt in more than one way.
    auditLog: from(describeBroker, byId, ({ Logs }, { broker }) =>
      required(broker.EngineType, 'EngineType').toUpperCase() === 'RABBITMQ'
        ? null
        : (required(Logs, 'Logs').Audit ?? false),
    ),
  },
);
