import { securityHub } from '#lib/adapters/security-hub.ts';
import { exportFindings } from '#lib/evidence/export.ts';
import { RULES } from '../../rules/index.ts';
import { exportEvent } from '../events.ts';
import { setting } from '../setting.ts';
import { lambda, logger } from '../wrapper.ts';

/** Brings Security Hub of this account in step with the record, after each run. */
export const handler = lambda(exportEvent, async ({ detail }, { invokedFunctionArn }) => {
  const [, partition = '', , region = '', account = ''] = invokedFunctionArn.split(':');
  const hub = { partition, region, account };
  const exported = await exportFindings({ ...setting(), importer: securityHub(), rules: RULES, hub });
  logger.info('exported', { run: detail.run.sequence, ...exported });
  return exported;
});
