import { GetTopicAttributesCommand, paginateListTopics, SNSClient } from '@aws-sdk/client-sns';
import { parsePolicy } from '../domain/policy/document.ts';
import { defineCollector, from, type Reader, required } from './collector.ts';
import { operation, paged } from './operation.ts';

const listTopics = paged('sns:ListTopics', SNSClient, paginateListTopics, (page) => page.Topics);
const getTopicAttributes = operation('sns:GetTopicAttributes', SNSClient, GetTopicAttributesCommand);

interface ListedTopic {
  readonly arn: string;
}
const byArn = (topic: ListedTopic) => ({ TopicArn: topic.arn });

/** Every topic of the account in the Region. */
export const topic = defineCollector(
  {
    type: 'AWS::SNS::Topic',
    service: 'sns',
    where: 'region',
    list: {
      uses: [listTopics],
      read: async (aws: Reader): Promise<readonly ListedTopic[]> =>
        (await aws(listTopics, {})).map((found) => ({ arn: required(found.TopicArn, 'TopicArn') })),
    },
  },
  {
    kmsKeyId: from(
      getTopicAttributes,
      byArn,
      (reply) => required(reply.Attributes, 'Attributes').KmsMasterKeyId || null,
    ),
    policy: from(getTopicAttributes, byArn, (reply) =>
      parsePolicy(required(reply.Attributes?.Policy, 'Policy')),
    ),
  },
);
