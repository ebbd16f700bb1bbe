import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Transition } from '../domain/finding.ts';
import type { Notice } from '../domain/notice.ts';
import type { NewsRecord } from '../domain/ports.ts';
import type { Run } from '../domain/run.ts';
import { TABLE } from './dynamodb.ts';

/** The news in one DynamoDB table. What was announced says so in an attribute of its own, `announced`. */
export function dynamoNews(client: DynamoDBClient, TableName: string): NewsRecord {
  const db = DynamoDBDocumentClient.from(client);
  return {
    async read({ pk, sk }) {
      const { Item: item } = await db.send(
        new GetCommand({ TableName, Key: { pk, sk }, ConsistentRead: true }),
      );
      if (!item) return null;
      const announced = item.announced !== undefined;
      if (pk === TABLE.runs) return { news: { run: item.value as Run }, announced };
      if (pk === TABLE.notices) return { news: { notice: item.value as Notice }, announced };
      if (sk.startsWith(TABLE.transitions))
        return { news: { transition: item.value as Transition }, announced };
      return null;
    },
    async markAnnounced({ pk, sk }, at) {
      await db.send(
        new UpdateCommand({
          TableName,
          Key: { pk, sk },
          UpdateExpression: 'SET announced = :at',
          ConditionExpression: 'attribute_exists(pk)',
          ExpressionAttributeValues: { ':at': at },
        }),
      );
    },
  };
}
