import { loadCatalogue } from '#lib/scan/catalogue.ts';
import { itemsKey } from '#lib/scan/keys.ts';
import { planRun } from '#lib/scan/plan.ts';
import { enterOrganization } from '#lib/scan/run.ts';
import { type PlannedScan, planScanEvent } from '../events.ts';
import { deployedScope, ownRegion, setting } from '../setting.ts';
import { lambda, logger } from '../wrapper.ts';

/** Opens a run and writes down its targets. */
export const handler = lambda(planScanEvent, async (): Promise<PlannedScan> => {
  const scope = deployedScope();
  const { names, ...deployment } = setting();
  const plan = await planRun({
    ...deployment,
    ...(await loadCatalogue(scope)),
    scope,
    organization: (run) => enterOrganization(ownRegion(), scope, `vouch-${run.id}`).organization,
  });
  const key = itemsKey(plan.run);
  await deployment.evidence.put(key, Buffer.from(JSON.stringify(plan.targets)), 'application/json');
  logger.info('planned', { run: plan.run.id, accounts: plan.accounts.length, targets: plan.targets.length });
  return {
    run: plan.run,
    partition: plan.partition,
    scope,
    items: { bucket: names.bucket, key, count: plan.targets.length },
  };
});
