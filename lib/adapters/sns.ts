import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import type { Channel } from '../domain/alert.ts';
import type { Letter } from '../domain/letter.ts';
import { ownSide } from './clients.ts';

/** Puts a letter on the topic of its channel. @returns the id by which SNS took it */
export type Post = (channel: Channel, letter: Letter) => Promise<string>;

/**
 * The topics of alerts. Whoever subscribes by e-mail gets the text, everybody else the JSON document.
 * https://docs.aws.amazon.com/sns/latest/api/API_Publish.html
 * @param prefix of the topics' ARNs: the channel's name follows it
 */
export function snsPost(prefix: string, client = new SNSClient(ownSide())): Post {
  return async (channel, { subject, text, document, attributes }) => {
    const { MessageId } = await client.send(
      new PublishCommand({
        TopicArn: `${prefix}-${channel}`,
        Subject: subject,
        MessageStructure: 'json',
        Message: JSON.stringify({ default: JSON.stringify(document), email: text }),
        MessageAttributes: Object.fromEntries(
          Object.entries(attributes)
            .filter(([, value]) => value.length > 0)
            .map(([name, value]) => [
              name,
              typeof value === 'string'
                ? { DataType: 'String', StringValue: value }
                : { DataType: 'String.Array', StringValue: JSON.stringify(value) },
            ]),
        ),
      }),
    );
    if (MessageId === undefined) throw new Error(`SNS gave a message on ${prefix}-${channel} no id`);
    return MessageId;
  };
}
