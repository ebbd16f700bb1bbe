import { MetricUnit } from '@aws-lambda-powertools/metrics';
import { METRIC } from '#lib/domain/metric.ts';
import { loadCatalogue } from '#lib/scan/catalogue.ts';
import { plannedMap } from '#lib/scan/plan.ts';
import { enterOrganization, targetOpener } from '#lib/scan/run.ts';
import { scanTarget } from '#lib/scan/target.ts';
import { scanTargetEvent } from '../events.ts';
import { ownRegion, setting } from '../setting.ts';
import { lambda, logger, metrics } from '../wrapper.ts';

/** Time kept for recording what was read and what was not, before Lambda stops the function. */
const RECORDING_MS = 30_000;

/** Scans one target. What is unread when the time runs out is recorded as not evaluated. */
export const handler = lambda(scanTargetEvent, async ({ run, target, partition, scope }, context) => {
  const { access } = enterOrganization(ownRegion(), scope, `vouch-${run.id}`);
  const deployment = setting();
  const { scanned, counts, requests } = await scanTarget(run, target, {
    ...deployment,
    ...(await loadCatalogue(scope)),
    partition,
    open: targetOpener(access, partition),
    map: await plannedMap(run, deployment.evidence),
    signal: AbortSignal.timeout(Math.max(0, context.getRemainingTimeInMillis() - RECORDING_MS)),
  });
  metrics.addMetric(METRIC.awsRequests, MetricUnit.Count, requests);
  metrics.addMetric(METRIC.notEvaluated, MetricUnit.Count, counts.NOT_EVALUATED);
  logger.info('scanned', { run: run.id, account: target.account, region: target.region, scanned, counts });
  return { account: target.account, region: target.region, scanned };
});
