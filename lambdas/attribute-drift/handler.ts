import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import type { SQSEvent, SQSRecord } from 'aws-lambda';
import { partitionOf } from '#lib/adapters/clients.ts';
import { cloudTrailHistory } from '#lib/adapters/cloudtrail.ts';
import { ATTRIBUTION_TRIES, type Attributing, attribute } from '#lib/drift/attribute.ts';
import { enterOrganization, targetOpener } from '#lib/scan/run.ts';
import { RULES } from '../../rules/index.ts';
import { driftMessage, queueEvent } from '../events.ts';
import { deployedScope, ownRegion, setting } from '../setting.ts';
import { lambda, logger } from '../wrapper.ts';

/** Looks up who made findings fail. Messages that fail are told to Lambda by their id, and delivered again. */
export const handler = lambda(queueEvent, async (event, context) => {
  const region = ownRegion();
  const { access } = enterOrganization(region, await deployedScope(), 'vouch-attribution');
  const history = cloudTrailHistory(targetOpener(access, partitionOf(region)));
  const attributing: Attributing = { ...setting(), rules: RULES, history };
  const processor = new BatchProcessor(EventType.SQS, { logger });
  const one = async ({ body, attributes }: SQSRecord): Promise<void> => {
    const { detail } = driftMessage.parse(JSON.parse(body));
    const last = Number(attributes.ApproximateReceiveCount) >= ATTRIBUTION_TRIES;
    const attributed = await attribute(detail, attributing, last);
    if (attributed)
      logger.info('attributed', { id: attributed.drift, outcome: attributed.attribution.outcome });
  };
  return processPartialResponse(event as unknown as SQSEvent, one, processor, {
    context,
    throwOnFullBatchFailure: false,
  });
});
