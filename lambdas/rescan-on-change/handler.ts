import { MetricUnit } from '@aws-lambda-powertools/metrics';
import { METRIC } from '#lib/domain/metric.ts';
import { conditionsAsked } from '#lib/drift/matches.ts';
import { loadCatalogue } from '#lib/scan/catalogue.ts';
import { type Affected, coalesce, type LoggedCall } from '#lib/scan/coalesce.ts';
import { inOrder } from '#lib/scan/in-order.ts';
import { plannedMap } from '#lib/scan/plan.ts';
import { lastPlan, plannedTargets, plannedWork, rescanTarget } from '#lib/scan/rescan.ts';
import { CONCURRENT_TARGETS, enterOrganization, targetOpener } from '#lib/scan/run.ts';
import { callMessage, queueEvent } from '../events.ts';
import { ownRegion, setting } from '../setting.ts';
import { lambda, logger, metrics } from '../wrapper.ts';

/** Time kept for recording what was read, before Lambda stops the function. */
const RECORDING_MS = 20_000;

interface Message extends LoggedCall {
  readonly messageId: string;
}

/**
 * Reads again what calls may have changed. Calls that cannot be used, and those whose target could not be recorded, are
 * told to Lambda by their messages' ids, and delivered again.
 */
export const handler = lambda(queueEvent, async ({ Records }, context) => {
  const failed: string[] = [];
  const messages = Records.flatMap(({ messageId, body }): readonly Message[] => {
    try {
      return [{ ...callMessage.parse(JSON.parse(body)), messageId }];
    } catch (error) {
      logger.error('the message cannot be used', { messageId, error });
      failed.push(messageId);
      return [];
    }
  });
  for (const { calls, error } of await rescan(messages, context.getRemainingTimeInMillis() - RECORDING_MS)) {
    logger.error('not rescanned', { error });
    failed.push(...calls.map(({ messageId }) => messageId));
  }
  return { batchItemFailures: [...new Set(failed)].map((itemIdentifier) => ({ itemIdentifier })) };
});

interface Failure extends Pick<Affected<Message>, 'calls'> {
  readonly error: unknown;
}

/** @returns what could not be rescanned */
async function rescan(messages: readonly Message[], time: number): Promise<readonly Failure[]> {
  const deployment = setting();
  const plan = await lastPlan(deployment);
  if (!plan) return []; // the first run sees everything
  const work = plannedWork((await loadCatalogue(plan.scope)).work, plan);
  const affected = coalesce(messages, plannedTargets(plan), work);
  if (affected.length === 0) return [];

  const { access } = enterOrganization(ownRegion(), plan.scope, 'vouch-rescan');
  const scanning = {
    ...deployment,
    work,
    rules: plan.rules,
    partition: plan.partition,
    open: targetOpener(access, plan.partition),
    map: await plannedMap(plan.run, deployment.evidence),
    conditions: await conditionsAsked(deployment.store, deployment.clock().toISOString()),
    signal: AbortSignal.timeout(Math.max(0, time)),
  };
  const one = async (change: Affected<Message>): Promise<Failure | null> => {
    try {
      const done = await rescanTarget(change, scanning);
      if (!done) return null;
      const { id, account, region, types, calls, requests } = done;
      metrics.addMetric(METRIC.awsRequests, MetricUnit.Count, requests);
      logger.info('rescanned', { id, account, region, types, calls, requests });
      return null;
    } catch (error) {
      return { calls: change.calls, error };
    }
  };
  const failures: Failure[] = [];
  for await (const failure of inOrder(affected, CONCURRENT_TARGETS, one)) if (failure) failures.push(failure);
  return failures;
}
