import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleDownloads } from '#lib/adapters/deployment.ts';
import { identify } from '#lib/adapters/identity.ts';
import { buildBundle, bundleName, packBundle } from '#lib/evidence/bundle.ts';
import { hashOf } from '#lib/evidence/canonical.ts';
import { briefOf } from '#lib/evidence/summary.ts';
import { GENERATOR } from '#lib/scan/seal.ts';
import { RULES } from '../../rules/index.ts';
import { buildBundleEvent } from '../events.ts';
import { setting } from '../setting.ts';
import { lambda, logger } from '../wrapper.ts';

/**
 * Builds the bundle of a period, or of the design at a time, and puts it into the evidence bucket. Who asked is who AWS
 * says has signed it; whoever asks without a proof stands in CloudTrail at most, and the bundle names nobody.
 */
export const handler = lambda(buildBundleEvent, async ({ span, proof }, { invokedFunctionArn }) => {
  const { names, ...deployment } = setting();
  const requester = proof ? (await identify(proof, hashOf(span))).arn : null;
  const folder = await mkdtemp(join(tmpdir(), 'vouch-'));
  try {
    const bundle = await buildBundle(join(folder, 'bundle'), span, {
      ...deployment,
      rules: RULES,
      generator: GENERATOR,
      commit: process.env.VOUCH_COMMIT ?? null,
      requester,
      account: invokedFunctionArn.split(':')[4] ?? '',
    });
    const zip = join(folder, 'bundle.zip');
    await packBundle(join(folder, 'bundle'), zip);
    const key = `bundles/${bundleName(bundle)}`;
    // The same record gives the same manifest, hence the same name: what is there already is this bundle.
    await (await bundleDownloads(names.bucket)).put(key, zip);
    const { period } = bundle;
    logger.info('built', { key, period, requester, deviations: bundle.summary.deviations.total });
    return { key, id: bundle.id, period, summary: briefOf(bundle.summary) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
