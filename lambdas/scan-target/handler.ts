import { MetricUnit } from '@aws-lambda-powertools/metrics';
import { METRIC } from '#lib/domain/metric.ts';
import type { PlannedTarget } from '#lib/domain/run.ts';
import { conditionsAsked } from '#lib/drift/matches.ts';
import { loadCatalogue } from '#lib/scan/catalogue.ts';
import { inOrder } from '#lib/scan/in-order.ts';
import { plannedMap } from '#lib/scan/plan.ts';
import { CONCURRENT_TARGETS, enterOrganization, targetOpener } from '#lib/scan/run.ts';
import { scanTarget } from '#lib/scan/target.ts';
import { scanTargetEvent } from '../events.ts';
import { ownRegion, setting } from '../setting.ts';
import { lambda, logger, metrics } from '../wrapper.ts';

/** Time kept for recording what was read and what was not, before Lambda stops the function. */
const RECORDING_MS = 30_000;

/**
 * Scans the targets of a batch, some side by side. What is unread when the time runs out is recorded as not evaluated.
 * @throws AggregateError when some could not be recorded: called again, it goes on with those
 */
export const handler = lambda(scanTargetEvent, async ({ run, targets, partition, scope }, context) => {
  const { access } = enterOrganization(ownRegion(), scope, `vouch-${run.id}`);
  const deployment = setting();
  const scanning = {
    ...deployment,
    ...(await loadCatalogue(scope)),
    partition,
    open: targetOpener(access, partition),
    map: await plannedMap(run, deployment.evidence),
    conditions: await conditionsAsked(deployment.store, run.startedAt),
    signal: AbortSignal.timeout(Math.max(0, context.getRemainingTimeInMillis() - RECORDING_MS)),
  };
  const scan = async (target: PlannedTarget): Promise<Error | null> => {
    const { account, region } = target;
    try {
      const { scanned, counts, requests } = await scanTarget(run, target, scanning);
      metrics.addMetric(METRIC.awsRequests, MetricUnit.Count, requests);
      metrics.addMetric(METRIC.notEvaluated, MetricUnit.Count, counts.NOT_EVALUATED);
      logger.info('scanned', { run: run.id, account, region, scanned, counts });
      return null;
    } catch (error) {
      return new Error(`${account}/${region}: ${error instanceof Error ? error.message : error}`, {
        cause: error,
      });
    }
  };
  const failures: Error[] = [];
  for await (const failure of inOrder(targets, CONCURRENT_TARGETS, scan)) if (failure) failures.push(failure);
  if (failures.length > 0)
    throw new AggregateError(failures, failures.map(({ message }) => message).join('\n'));
  return { targets: targets.length };
});
