import { evidenceBucket } from '#lib/adapters/deployment.ts';
import type { Store } from '#lib/domain/ports.ts';
import type { Plan, RunRef, TargetResult } from '#lib/domain/run.ts';
import { batches } from '#lib/scan/batches.ts';
import { loadCatalogue } from '#lib/scan/catalogue.ts';
import { itemsKey } from '#lib/scan/keys.ts';
import { planRun } from '#lib/scan/plan.ts';
import { enterOrganization } from '#lib/scan/run.ts';
import { type PlanFailure, type PlannedScan, planScanEvent } from '../events.ts';
import { deployedScope, ownRegion, setting } from '../setting.ts';
import { lambda, logger } from '../wrapper.ts';

/**
 * Opens a run and writes down its targets.
 * @returns the failure when a run was opened and could not be planned
 * @throws Error when no run was opened, because another is under way or the record cannot be used
 */
export const handler = lambda(planScanEvent, async (): Promise<PlannedScan | PlanFailure> => {
  const scope = await deployedScope();
  const { names, ...deployment } = setting();
  const catalogue = await loadCatalogue(scope);
  const opened: RunRef[] = [];
  const organization = (run: RunRef) => {
    opened.push(run);
    return enterOrganization(ownRegion(), scope, `vouch-${run.id}`).organization;
  };
  try {
    const plan = await planRun({ ...deployment, ...catalogue, scope, organization });
    return await handOver(plan, process.env.VOUCH_ITEMS_BUCKET ?? names.bucket, deployment.store);
  } catch (error) {
    const [run] = opened;
    if (!run) throw error;
    const failure = `the run could not be planned: ${error instanceof Error ? error.message : error}`;
    logger.error(failure, { run: run.id });
    return { run, failure };
  }
});

/** @param bucket one that the workflow reads: not the evidence's when that is in another account */
async function handOver(plan: Plan, bucket: string, store: Store): Promise<PlannedScan> {
  const { run, partition, scope, targets, accounts } = plan;
  const key = itemsKey(run);
  const last: TargetResult[] = [];
  for await (const result of store.heartbeats(targets)) last.push(result);
  const items = Buffer.from(JSON.stringify(batches(targets, last)));
  await evidenceBucket(bucket).put(key, items, 'application/json');
  logger.info('planned', { run: run.id, accounts: accounts.length, targets: targets.length });
  return { run, partition, scope, items: { bucket, key, count: targets.length } };
}
