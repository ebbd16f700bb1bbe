import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildBundle, bundleName, packBundle } from '#lib/evidence/bundle.ts';
import { briefOf } from '#lib/evidence/summary.ts';
import { GENERATOR } from '#lib/scan/seal.ts';
import { RULES } from '../../rules/index.ts';
import { buildBundleEvent } from '../events.ts';
import { setting } from '../setting.ts';
import { lambda, logger } from '../wrapper.ts';

/** Builds the bundle of a period, or of the design at a time, and puts it into the evidence bucket. */
export const handler = lambda(buildBundleEvent, async ({ span, requester }, { invokedFunctionArn }) => {
  const { evidence, ...deployment } = setting();
  const folder = await mkdtemp(join(tmpdir(), 'vouch-'));
  try {
    const bundle = await buildBundle(join(folder, 'bundle'), span, {
      ...deployment,
      evidence,
      rules: RULES,
      generator: GENERATOR,
      requester,
      account: invokedFunctionArn.split(':')[4] ?? '',
    });
    const zip = join(folder, 'bundle.zip');
    await packBundle(join(folder, 'bundle'), zip);
    const key = `bundles/${bundleName(bundle)}`;
    // The same record gives the same manifest, hence the same name: what is there already is this bundle.
    await evidence.put(key, await readFile(zip), 'application/zip');
    const { period } = bundle;
    logger.info('built', { key, period, deviations: bundle.summary.deviations.total });
    return { key, id: bundle.id, period, summary: briefOf(bundle.summary) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
