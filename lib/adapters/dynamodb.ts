import { type DynamoDBClient, TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import {
  BatchGetCommand,
  BatchWriteCommand,
  type BatchWriteCommandInput,
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  paginateQuery,
  type QueryCommandInput,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { byResource, type Exception, type Match } from '../domain/exception.ts';
import { type Finding, findingKey, orderOf, type Transition } from '../domain/finding.ts';
import type { After, Change, Store, TargetState } from '../domain/ports.ts';
import type { Reread, Rescan } from '../domain/rescan.ts';
import { SEVERITIES } from '../domain/rule.ts';
import type { Run, TargetResult } from '../domain/run.ts';
import { type Target, targetId } from '../domain/target.ts';

/**
 * The table. One partition a target (its heartbeat, findings and transitions), one for the runs.
 *
 * | item       | pk                | sk                            | gsi1pk       | gsi1sk                |
 * |------------|-------------------|-------------------------------|--------------|-----------------------|
 * | heartbeat  | TARGET account/region | HEARTBEAT                 | TARGETS      | account/region        |
 * | finding    | TARGET account/region | FINDING rule arn          | FAILING severity (only FAIL) | since, target, rule, arn |
 * | transition | TARGET account/region | TRANSITION rule arn sequence | DAY 2026-11-01 | at, target, rule, arn |
 * | attribution | TARGET account/region | ATTRIBUTION rule arn sequence |          |                       |
 * | rescan     | RESCANS           | id account/region             |              |                       |
 * | run        | RUNS              | sequence                      |              |                       |
 * | exception  | EXCEPTIONS        | id                            |              |                       |
 * | its match  | TAGGED            | id account/region arn from    |              |                       |
 * | notice     | NOTICES           | id                            |              |                       |
 * | alert      | ALERT id          | ALERT                         | ALERTS 2026-11-01 | created, id      |
 * | its event  | ALERTED hash of id | EVENT                        | ALERTED 2026-11-01 | observed, id    |
 * | its group  | ALERT GROUP hash of key | GROUP                   |              |                       |
 * | acknowledgement | ALERT id     | ACKNOWLEDGED at request       |              |                       |
 * | access review | ACCESS-REVIEWS | id                           |              |                       |
 *
 * A transition that a rescan saw has the rescan's id behind the sequence. Heartbeats have the times at which rules were
 * rescanned in the attribute `reread`; rescans are there until a seal lists them.
 *
 * Transitions, sealed runs and notices that were announced say so in the attribute `announced`: see news.ts.
 */
export const TABLE = {
  key: { pk: 'pk', sk: 'sk' },
  index: { name: 'gsi1', pk: 'gsi1pk', sk: 'gsi1sk' },
  /** The partitions that are not a target's, and how the sort keys of transitions begin. */
  runs: 'RUNS',
  exceptions: 'EXCEPTIONS',
  tagged: 'TAGGED',
  notices: 'NOTICES',
  rescans: 'RESCANS',
  transitions: 'TRANSITION ',
  attributions: 'ATTRIBUTION ',
} as const;

/** A transaction takes 100 items: two a change, one a match, the heartbeat, and a rescan. https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html */
const WRITES_PER_TRANSACTION = 49;
/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchGetItem.html */
const KEYS_PER_BATCH = 100;
/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html */
const WRITES_PER_BATCH = 25;

type Item = Record<string, unknown>;
type WriteRequests = NonNullable<BatchWriteCommandInput['RequestItems']>[string];

const NOTHING_AFTER: After = { reread: {}, rescan: null };

export const partition = (target: Target): string => `TARGET ${targetId(target)}`;
const padded = (sequence: number): string => orderOf({ sequence });
const rescanKey = (rescan: Rescan) => ({ pk: TABLE.rescans, sk: `${rescan.id} ${targetId(rescan)}` });

/** The stored value without the table's own attributes. */
const value = <T>(item: Item): T => item.value as T;

/** The Store over one DynamoDB table. */
export function dynamoStore(client: DynamoDBClient, tableName: string): Store {
  const db = DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: false } });

  async function* items(input: Omit<QueryCommandInput, 'TableName'>): AsyncGenerator<Item> {
    for await (const page of paginateQuery({ client: db }, { TableName: tableName, ...input })) {
      yield* page.Items ?? [];
    }
  }
  async function* query<T>(input: Omit<QueryCommandInput, 'TableName'>): AsyncGenerator<T> {
    for await (const item of items(input)) yield value<T>(item);
  }
  const within = (pk: string, prefix: string): Omit<QueryCommandInput, 'TableName'> => ({
    KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
    ExpressionAttributeValues: { ':pk': pk, ':prefix': prefix },
  });
  const indexed = (pk: string): Omit<QueryCommandInput, 'TableName'> => ({
    IndexName: TABLE.index.name,
    KeyConditionExpression: 'gsi1pk = :pk',
    ExpressionAttributeValues: { ':pk': pk },
  });

  const findingItem = (target: Target, key: string, finding: Finding): Item => ({
    pk: partition(target),
    sk: `FINDING ${key}`,
    value: finding,
    ...(finding.verdict === 'FAIL' && {
      gsi1pk: `FAILING ${finding.severity}`,
      gsi1sk: `${finding.since} ${targetId(target)} ${key}`,
    }),
  });

  const changeItems = (target: Target, { key, finding, transition }: Change) => [
    finding
      ? { Put: { TableName: tableName, Item: findingItem(target, key, finding) } }
      : { Delete: { TableName: tableName, Key: { pk: partition(target), sk: `FINDING ${key}` } } },
    {
      Put: {
        TableName: tableName,
        Item: {
          pk: partition(target),
          sk: `${TABLE.transitions}${key} ${orderOf(transition)}`,
          value: transition,
          gsi1pk: `DAY ${transition.at.slice(0, 10)}`,
          gsi1sk: `${transition.at} ${targetId(target)} ${key}`,
        },
      },
    },
  ];

  const matchItems = (match: Match) => [
    {
      Put: {
        TableName: tableName,
        Item: {
          pk: TABLE.tagged,
          sk: `${match.exception} ${targetId(match)} ${match.resource} ${match.from}`,
          value: match,
        },
      },
    },
  ];

  /** Raises the target's version; `heartbeat` is only given with the last changes. */
  const versionUpdate = (
    target: Target,
    version: number,
    heartbeat: TargetResult | undefined,
    reread: Reread,
  ) => ({
    TableName: tableName,
    Key: { pk: partition(target), sk: 'HEARTBEAT' },
    UpdateExpression: `SET version = :next, gsi1pk = :targets, gsi1sk = :id${heartbeat ? ', #value = :heartbeat, reread = :reread' : ''}`,
    ConditionExpression: version === 0 ? 'attribute_not_exists(pk)' : 'version = :version',
    ...(heartbeat && { ExpressionAttributeNames: { '#value': 'value' } }),
    ExpressionAttributeValues: {
      ':next': version + 1,
      ':targets': 'TARGETS',
      ':id': targetId(target),
      ...(version !== 0 && { ':version': version }),
      ...(heartbeat && { ':heartbeat': heartbeat, ':reread': reread }),
    },
  });

  async function stored<T>(pk: string, sk: string): Promise<T | null> {
    const { Item: item } = await db.send(
      new GetCommand({ TableName: tableName, Key: { pk, sk }, ConsistentRead: true }),
    );
    return item ? value<T>(item) : null;
  }

  /** Items by their keys, in no order; those that are not there are left out. */
  async function* present(wanted: readonly Item[]): AsyncGenerator<Item> {
    for (let start = 0; start < wanted.length; start += KEYS_PER_BATCH) {
      let keys: Item[] = wanted.slice(start, start + KEYS_PER_BATCH);
      while (keys.length > 0) {
        const reply = await db.send(
          new BatchGetCommand({ RequestItems: { [tableName]: { Keys: keys, ConsistentRead: true } } }),
        );
        yield* reply.Responses?.[tableName] ?? [];
        keys = reply.UnprocessedKeys?.[tableName]?.Keys ?? [];
      }
    }
  }

  /** Adds an item unless there is one. @returns whether there was none */
  const add = (pk: string, sk: string, it: unknown): Promise<boolean> =>
    conditional(() =>
      db.send(
        new PutCommand({
          TableName: tableName,
          Item: { pk, sk, value: it },
          ConditionExpression: 'attribute_not_exists(pk)',
        }),
      ),
    );

  return {
    async lastRun() {
      for await (const run of query<Run>({
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': TABLE.runs },
        ScanIndexForward: false,
        Limit: 1,
        ConsistentRead: true,
      })) {
        return run;
      }
      return null;
    },

    run: (sequence) => stored<Run>(TABLE.runs, padded(sequence)),

    async addRun(run) {
      if (await add(TABLE.runs, padded(run.sequence), run)) return true;
      // A retried request whose first reply was lost meets its own record.
      return (await stored<Run>(TABLE.runs, padded(run.sequence)))?.id === run.id;
    },

    async closeRun(run) {
      await conditional(() =>
        db.send(
          new PutCommand({
            TableName: tableName,
            Item: { pk: TABLE.runs, sk: padded(run.sequence), value: run },
            ConditionExpression: 'attribute_not_exists(pk) OR #value.seal = :none',
            ExpressionAttributeNames: { '#value': 'value' },
            ExpressionAttributeValues: { ':none': null },
          }),
        ),
      );
    },

    async *runs(from = '', to = '9999') {
      for await (const run of query<Run>({
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': TABLE.runs },
        ConsistentRead: true,
      })) {
        if (run.startedAt >= from && run.startedAt < to) yield run;
      }
    },

    async target(target): Promise<TargetState> {
      const { Item: item } = await db.send(
        new GetCommand({
          TableName: tableName,
          Key: { pk: partition(target), sk: 'HEARTBEAT' },
          ConsistentRead: true,
        }),
      );
      const findings = new Map<string, Finding>();
      // Read after the heartbeat: whoever writes findings in between raises the version, and our commit is refused.
      const known = query<Finding>({ ...within(partition(target), 'FINDING '), ConsistentRead: true });
      for await (const finding of known) findings.set(findingKey(finding), finding);
      return {
        version: (item?.version as number | undefined) ?? 0,
        heartbeat: (item?.value as TargetResult | undefined) ?? null,
        findings,
        reread: (item?.reread as Reread | undefined) ?? {},
      };
    },

    async commit(target, version, changes, heartbeat, { reread, rescan } = NOTHING_AFTER, matches = []) {
      const writes = [...matches.map(matchItems), ...changes.map((change) => changeItems(target, change))];
      let current = version;
      let written = 0;
      do {
        const batch = writes.slice(written, written + WRITES_PER_TRANSACTION);
        const last = written + batch.length === writes.length;
        const update = versionUpdate(target, current, last ? heartbeat : undefined, reread);
        const listed =
          last && rescan
            ? [{ Put: { TableName: tableName, Item: { ...rescanKey(rescan), value: rescan } } }]
            : [];
        const committed = await conditional(() =>
          // One item alone needs no transaction, which is charged twice; most targets have not changed.
          batch.length + listed.length === 0
            ? db.send(new UpdateCommand(update))
            : db.send(
                new TransactWriteCommand({
                  TransactItems: [...batch.flat(), ...listed, { Update: update }],
                }),
              ),
        );
        if (!committed) return false;
        current += 1;
        written += batch.length;
      } while (written < writes.length);
      return true;
    },

    rescans: () =>
      query<Rescan>({
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': TABLE.rescans },
        ConsistentRead: true,
      }),

    async sealedRescans(rescans) {
      for (let start = 0; start < rescans.length; start += WRITES_PER_BATCH) {
        let requests: WriteRequests = rescans
          .slice(start, start + WRITES_PER_BATCH)
          .map((rescan) => ({ DeleteRequest: { Key: rescanKey(rescan) } }));
        while (requests.length > 0) {
          const reply = await db.send(new BatchWriteCommand({ RequestItems: { [tableName]: requests } }));
          requests = reply.UnprocessedItems?.[tableName] ?? [];
        }
      }
    },

    async *heartbeats(targets) {
      const keys = targets.map((target) => ({ pk: partition(target), sk: 'HEARTBEAT' }));
      for await (const item of present(keys)) if (item.value) yield value<TargetResult>(item);
    },

    async *targets() {
      for await (const { gsi1sk } of items(indexed('TARGETS'))) {
        const [account = '', region = ''] = String(gsi1sk).split('/');
        yield { account, region };
      }
    },

    async *transitions(target, to) {
      for await (const transition of query<Transition>(within(partition(target), TABLE.transitions))) {
        if (transition.at < to) yield transition;
      }
    },

    async *transitionsBetween(from, to) {
      for (
        const day = new Date(`${from.slice(0, 10)}T00:00:00Z`);
        day.toISOString() < to;
        day.setUTCDate(day.getUTCDate() + 1)
      ) {
        for await (const transition of query<Transition>(indexed(`DAY ${day.toISOString().slice(0, 10)}`))) {
          if (transition.at >= from && transition.at < to) yield transition;
        }
      }
    },

    async *failing() {
      for (const severity of SEVERITIES) yield* query<Finding>(indexed(`FAILING ${severity}`));
    },

    exception: (id) => stored<Exception>(TABLE.exceptions, id),

    async saveException(exception, before) {
      if (before === null) return add(TABLE.exceptions, exception.id, exception);
      return conditional(() =>
        db.send(
          new PutCommand({
            TableName: tableName,
            Item: { pk: TABLE.exceptions, sk: exception.id, value: exception },
            ConditionExpression: '#value = :before',
            ExpressionAttributeNames: { '#value': 'value' },
            ExpressionAttributeValues: { ':before': before },
          }),
        ),
      );
    },

    async *exceptions({ matches } = { matches: true }) {
      for await (const exception of query<Exception>({
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': TABLE.exceptions },
        ConsistentRead: true,
      })) {
        if (!matches || !('tag' in exception.terms.covers)) yield exception;
        else {
          const met: Match[] = [];
          const theirs = { ...within(TABLE.tagged, `${exception.id} `), ConsistentRead: true };
          for await (const match of query<Match>(theirs)) met.push(match);
          yield { ...exception, matches: byResource(met) };
        }
      }
    },

    matches: (exception, target) =>
      query<Match>({
        ...within(TABLE.tagged, `${exception} ${targetId(target)} `),
        ConsistentRead: true,
      }),

    async addNotices(notices) {
      const known = new Set<unknown>();
      // Looked up first: a refused write costs as much as one that is done, and most were written on another day.
      for await (const { sk } of present(notices.map(({ id }) => ({ pk: TABLE.notices, sk: id }))))
        known.add(sk);
      for (const notice of notices) if (!known.has(notice.id)) await add(TABLE.notices, notice.id, notice);
    },
  };
}

/** Runs a conditional write. @returns false when the condition did not hold; anything else that fails throws. */
export async function conditional(write: () => Promise<unknown>): Promise<boolean> {
  try {
    await write();
    return true;
  } catch (error) {
    if (error instanceof Error && error.name === 'ConditionalCheckFailedException') return false;
    if (
      error instanceof TransactionCanceledException &&
      error.CancellationReasons?.some(
        ({ Code }) => Code === 'ConditionalCheckFailed' || Code === 'TransactionConflict',
      )
    ) {
      return false;
    }
    throw error;
  }
}
