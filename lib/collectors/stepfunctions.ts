import { DescribeStateMachineCommand, paginateListStateMachines, SFNClient } from '@aws-sdk/client-sfn';
import { defineCollector, from, type Reader, required } from './collector.ts';
import { operation, paged } from './operation.ts';

const listStateMachines = paged(
  'states:ListStateMachines',
  SFNClient,
  paginateListStateMachines,
  (page) => page.stateMachines,
);
const describeStateMachine = operation('states:DescribeStateMachine', SFNClient, DescribeStateMachineCommand);

interface ListedStateMachine {
  readonly arn: string;
}

/** Every state machine of the account in the Region. */
export const stateMachine = defineCollector(
  {
    type: 'AWS::StepFunctions::StateMachine',
    service: 'states',
    where: 'region',
    list: {
      uses: [listStateMachines],
      read: async (aws: Reader): Promise<readonly ListedStateMachine[]> =>
        (await aws(listStateMachines, { maxResults: 1000 })).map(({ stateMachineArn }) => ({
          arn: required(stateMachineArn, 'stateMachineArn'),
        })),
    },
  },
  {
    // Without its definition, which may be encrypted. AWS leaves the configuration out where it was never set.
    logLevel: from(
      describeStateMachine,
      ({ arn }: ListedStateMachine) => ({ stateMachineArn: arn, includedData: 'METADATA_ONLY' as const }),
      ({ stateMachineArn, loggingConfiguration }) => {
        required(stateMachineArn, 'stateMachineArn');
        return loggingConfiguration?.level ?? 'OFF';
      },
    ),
  },
);
