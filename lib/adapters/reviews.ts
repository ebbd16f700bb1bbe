import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, PutCommand, paginateQuery } from '@aws-sdk/lib-dynamodb';
import type { AccessReview, Reviews } from '../domain/access-review.ts';
import { conditional } from './dynamodb.ts';

const PARTITION = 'ACCESS-REVIEWS';

/** The access reviews in one DynamoDB table: under their partition by id; each pins its signed record. */
export function dynamoReviews(client: DynamoDBClient, TableName: string): Reviews {
  const db = DynamoDBDocumentClient.from(client);
  return {
    async addReview(review) {
      await conditional(() =>
        db.send(
          new PutCommand({
            TableName,
            Item: { pk: PARTITION, sk: review.id, value: review },
            ConditionExpression: 'attribute_not_exists(pk)',
          }),
        ),
      );
    },

    async *reviews() {
      const pages = paginateQuery(
        { client: db },
        {
          TableName,
          KeyConditionExpression: 'pk = :pk',
          ExpressionAttributeValues: { ':pk': PARTITION },
          ConsistentRead: true,
        },
      );
      for await (const { Items = [] } of pages) for (const { value } of Items) yield value as AccessReview;
    },
  };
}
