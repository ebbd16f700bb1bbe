import { createHash } from 'node:crypto';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  BatchGetCommand,
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  paginateQuery,
  TransactWriteCommand,
} from '@aws-sdk/lib-dynamodb';
import type {
  Acknowledgement,
  Alert,
  AlertChange,
  AlertRecord,
  OpenGroup,
  RoutedEvent,
} from '../domain/alert.ts';
import { conditional, TABLE } from './dynamodb.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchGetItem.html */
const KEYS_PER_BATCH = 100;

/** Ids of events and keys of groups hold ARNs and may be longer than a key of the table. */
const short = (text: string): string => createHash('sha256').update(text).digest('hex');

const alertKey = (id: string) => ({ pk: `ALERT ${id}`, sk: 'ALERT' });
const eventKey = (id: string) => ({ pk: `ALERTED ${short(id)}`, sk: 'EVENT' });
const groupKey = (key: string) => ({ pk: `ALERT GROUP ${short(key)}`, sk: 'GROUP' });
const ACKNOWLEDGED = 'ACKNOWLEDGED ';

/** The alerts in one DynamoDB table; dynamodb.ts lists the items. */
export function dynamoAlerts(client: DynamoDBClient, TableName: string): AlertRecord {
  const db = DynamoDBDocumentClient.from(client);

  async function stored<T>(Key: { pk: string; sk: string }): Promise<T | null> {
    const { Item: item } = await db.send(new GetCommand({ TableName, Key, ConsistentRead: true }));
    return item ? (item.value as T) : null;
  }

  /** What is indexed under each day of [from, to), in the order of `at`. */
  async function* daily<T>(
    name: string,
    from: string,
    to: string,
    at: (value: T) => string,
  ): AsyncGenerator<T> {
    const day = new Date(`${from.slice(0, 10)}T00:00:00Z`);
    for (; day.toISOString() < to; day.setUTCDate(day.getUTCDate() + 1)) {
      const pages = paginateQuery(
        { client: db },
        {
          TableName,
          IndexName: TABLE.index.name,
          KeyConditionExpression: 'gsi1pk = :pk',
          ExpressionAttributeValues: { ':pk': `${name} ${day.toISOString().slice(0, 10)}` },
        },
      );
      for await (const { Items = [] } of pages) {
        for (const { value } of Items as unknown as readonly { value: T }[])
          if (at(value) >= from && at(value) < to) yield value;
      }
    }
  }

  return {
    async alertsOf(events) {
      const known = new Map<string, string>();
      const ids = [...new Set(events)];
      for (let start = 0; start < ids.length; start += KEYS_PER_BATCH) {
        let keys: Record<string, unknown>[] = ids.slice(start, start + KEYS_PER_BATCH).map(eventKey);
        while (keys.length > 0) {
          const reply = await db.send(
            new BatchGetCommand({ RequestItems: { [TableName]: { Keys: keys, ConsistentRead: true } } }),
          );
          for (const { value } of (reply.Responses?.[TableName] ?? []) as { value: RoutedEvent }[])
            known.set(value.id, value.alert);
          keys = reply.UnprocessedKeys?.[TableName]?.Keys ?? [];
        }
      }
      return known;
    },

    group: (key) => stored<OpenGroup>(groupKey(key)),
    alert: (id) => stored<Alert>(alertKey(id)),

    change: ({ alert, events, group }: AlertChange) =>
      conditional(() =>
        db.send(
          new TransactWriteCommand({
            TransactItems: [
              {
                Put: {
                  TableName,
                  Item: {
                    ...alertKey(alert.id),
                    value: alert,
                    gsi1pk: `ALERTS ${alert.createdAt.slice(0, 10)}`,
                    gsi1sk: `${alert.createdAt} ${alert.id}`,
                  },
                  ...(alert.version === 1
                    ? { ConditionExpression: 'attribute_not_exists(pk)' }
                    : {
                        ConditionExpression: '#value.version = :before',
                        ExpressionAttributeNames: { '#value': 'value' },
                        ExpressionAttributeValues: { ':before': alert.version - 1 },
                      }),
                },
              },
              ...(group
                ? [
                    {
                      Put: {
                        TableName,
                        Item: { ...groupKey(group.key), value: group.after },
                        ...(group.before === null
                          ? { ConditionExpression: 'attribute_not_exists(pk)' }
                          : {
                              ConditionExpression: '#value = :before',
                              ExpressionAttributeNames: { '#value': 'value' },
                              ExpressionAttributeValues: { ':before': group.before },
                            }),
                      },
                    },
                  ]
                : []),
              ...events.map((event) => ({
                Put: {
                  TableName,
                  Item: {
                    ...eventKey(event.id),
                    value: event,
                    gsi1pk: `ALERTED ${event.observedAt.slice(0, 10)}`,
                    gsi1sk: `${event.observedAt} ${short(event.id)}`,
                  },
                  ConditionExpression: 'attribute_not_exists(pk)',
                },
              })),
            ],
          }),
        ),
      ),

    async acknowledge(acknowledgement) {
      const { alert, at, by } = acknowledgement;
      const sk = `${ACKNOWLEDGED}${at} ${by.requestId}`;
      await conditional(() =>
        db.send(
          new PutCommand({
            TableName,
            Item: { pk: alertKey(alert).pk, sk, value: acknowledgement },
            ConditionExpression: 'attribute_not_exists(pk)',
          }),
        ),
      );
    },

    async acknowledgements(alert) {
      const all: Acknowledgement[] = [];
      for await (const { Items = [] } of paginateQuery(
        { client: db },
        {
          TableName,
          KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
          ExpressionAttributeValues: { ':pk': alertKey(alert).pk, ':prefix': ACKNOWLEDGED },
          ConsistentRead: true,
        },
      ))
        all.push(...Items.map(({ value }) => value as Acknowledgement));
      return all;
    },

    alerts: (from, to) => daily<Alert>('ALERTS', from, to, ({ createdAt }) => createdAt),
    events: (from, to) => daily<RoutedEvent>('ALERTED', from, to, ({ observedAt }) => observedAt),
  };
}
