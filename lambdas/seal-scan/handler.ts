import { MetricUnit } from '@aws-lambda-powertools/metrics';
import { METRIC } from '#lib/domain/metric.ts';
import type { Plan, RunRef } from '#lib/domain/run.ts';
import { notice } from '#lib/drift/notices.ts';
import { loadCatalogue } from '#lib/scan/catalogue.ts';
import { planKey } from '#lib/scan/keys.ts';
import { type Sealing, sealRun } from '#lib/scan/seal.ts';
import { sealFailed, settle } from '#lib/scan/settle.ts';
import { sealScanEvent } from '../events.ts';
import { deployedScope, setting } from '../setting.ts';
import { lambda, logger, metrics } from '../wrapper.ts';

/** Seals a run, ends a failed one, or settles the record before a new one; see `sealScanEvent`. */
export const handler = lambda(sealScanEvent, async ({ run, failure }) => {
  const deployment = setting();
  if (run) {
    const sealed = await seal(run, deployment);
    await notice(deployment);
    return sealed;
  }
  const sealing = { ...deployment, ...(await loadCatalogue(await deployedScope())) };
  if (failure === undefined) await settle(sealing);
  else {
    await sealFailed(failure, sealing);
    await notice(deployment); // deadlines pass whether runs succeed or not
  }
  const last = await deployment.store.lastRun();
  return { sequence: last?.sequence ?? 0, status: last?.status ?? 'none' };
});

/** Targets that did not report are recorded as blind spots. @throws Error when the run was never planned */
async function seal(run: RunRef, deployment: Omit<Sealing, 'work'>) {
  const stored = await deployment.evidence.get(planKey(run));
  if (!stored) throw new Error(`run ${run.sequence} has no plan at ${planKey(run)}: it cannot be sealed yet`);
  const plan = JSON.parse(Buffer.from(stored.body).toString()) as Plan;
  const { work } = await loadCatalogue(plan.scope);
  const { sequence, run: sealed, targets, counts } = await sealRun(plan, { ...deployment, work });
  metrics.addMetric(METRIC.targetsNotScanned, MetricUnit.Count, targets.expected - targets.scanned);
  metrics.addMetric(METRIC.runSealed, MetricUnit.Count, 1);
  logger.info('sealed', { run: run.id, status: sealed.status, targets, counts });
  return { sequence, status: sealed.status, targets };
}
