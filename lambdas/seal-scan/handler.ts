import { MetricUnit } from '@aws-lambda-powertools/metrics';
import type { Plan } from '#lib/domain/run.ts';
import { loadCatalogue } from '#lib/scan/catalogue.ts';
import { planKey } from '#lib/scan/keys.ts';
import { sealRun } from '#lib/scan/seal.ts';
import { sealScanEvent } from '../events.ts';
import { setting } from '../setting.ts';
import { lambda, logger, metrics } from '../wrapper.ts';

/**
 * Seals a run. Targets that did not report are recorded as blind spots.
 * @throws Error when the run was never planned; the next run then seals it as failed
 */
export const handler = lambda(sealScanEvent, async ({ run }) => {
  const deployment = setting();
  const stored = await deployment.evidence.get(planKey(run));
  if (!stored) throw new Error(`run ${run.sequence} has no plan at ${planKey(run)}: it cannot be sealed yet`);
  const plan = JSON.parse(Buffer.from(stored.body).toString()) as Plan;
  const { work } = await loadCatalogue(plan.scope);
  const { sequence, run: sealed, targets, counts } = await sealRun(plan, { ...deployment, work });
  metrics.addMetric('TargetsNotScanned', MetricUnit.Count, targets.expected - targets.scanned);
  metrics.addMetric('RunSealed', MetricUnit.Count, 1);
  logger.info('sealed', { run: run.id, status: sealed.status, targets, counts });
  return { sequence, status: sealed.status, targets };
});
