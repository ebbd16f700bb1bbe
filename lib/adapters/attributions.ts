import { ConditionalCheckFailedException, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  paginateQuery,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import type { Attribution, Attributions, DriftRef } from '../domain/attribution.ts';
import { findingKey, orderOf, type Transition } from '../domain/finding.ts';
import { partition, TABLE } from './dynamodb.ts';

/** The attributions in one DynamoDB table; those that were announced say so, as news does. */
export function dynamoAttributions(client: DynamoDBClient, TableName: string): Attributions {
  const db = DynamoDBDocumentClient.from(client);
  const keyOf = (drift: DriftRef) => ({
    pk: partition(drift),
    sk: `${TABLE.attributions}${findingKey(drift)} ${orderOf({ ...drift, sequence: drift.run.sequence })}`,
  });
  return {
    async history(finding) {
      const all: Transition[] = [];
      for await (const { Items = [] } of paginateQuery(
        { client: db },
        {
          TableName,
          KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
          ExpressionAttributeValues: {
            ':pk': partition(finding),
            ':prefix': `${TABLE.transitions}${findingKey(finding)} `,
          },
          ConsistentRead: true,
        },
      ))
        all.push(...Items.map(({ value }) => value as Transition));
      // Another resource's name may begin like this one's.
      return all.filter(({ resource }) => resource === finding.resource);
    },
    async read(drift) {
      const { Item: item } = await db.send(
        new GetCommand({ TableName, Key: keyOf(drift), ConsistentRead: true }),
      );
      return item
        ? { attribution: item.value as Attribution, announced: item.announced !== undefined }
        : null;
    },
    async add(drift, attribution) {
      try {
        await db.send(
          new PutCommand({
            TableName,
            Item: { ...keyOf(drift), value: attribution },
            ConditionExpression: 'attribute_not_exists(pk)',
          }),
        );
        return true;
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) return false;
        throw error;
      }
    },
    async markAnnounced(drift, at) {
      await db.send(
        new UpdateCommand({
          TableName,
          Key: keyOf(drift),
          UpdateExpression: 'SET announced = :at',
          ExpressionAttributeValues: { ':at': at },
        }),
      );
    },
  };
}
