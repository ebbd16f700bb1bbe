import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import type { DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import type { Evidence, Store } from '#lib/domain/ports.ts';
import { type Announcing, announce } from '#lib/drift/announce.ts';
import { storedMap } from '#lib/scan/plan.ts';
import { RULES } from '../../rules/index.ts';
import { itemKey, streamEvent } from '../events.ts';
import { setting } from '../setting.ts';
import { lambda, logger } from '../wrapper.ts';

/** Announces what is new in the table. Records that fail are told to Lambda by their number, and delivered again. */
export const handler = lambda(streamEvent, async (event, context) => {
  const { store, evidence, ...deployment } = setting();
  const announcing: Announcing = { ...deployment, rules: RULES, planned: plans(store, evidence) };
  const processor = new BatchProcessor(EventType.DynamoDBStreams, { logger });
  const one = async ({ dynamodb }: DynamoDBRecord): Promise<void> => {
    const announced = await announce(itemKey.parse(dynamodb?.Keys), announcing);
    if (announced) logger.info('announced', { type: announced.type, id: announced.detail.id });
  };
  return processPartialResponse(event as DynamoDBStreamEvent, one, processor, {
    context,
    throwOnFullBatchFailure: false,
  });
});

/** Looks up runs, each once. */
function plans(store: Store, evidence: Evidence): Announcing['planned'] {
  const known = new Map<number, ReturnType<Announcing['planned']>>();
  const look = async (sequence: number) => {
    const run = await store.run(sequence);
    return { id: run?.id ?? null, map: run && (await storedMap(run, evidence)) };
  };
  return (sequence) => {
    const plan = known.get(sequence) ?? look(sequence);
    known.set(sequence, plan);
    return plan;
  };
}
