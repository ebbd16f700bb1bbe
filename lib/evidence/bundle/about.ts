import type { Plan, Run } from '../../domain/run.ts';
import type { OrganizationMap } from '../../domain/surroundings.ts';
import type { BundleFolder } from '../folder.ts';
import type { Subject } from '../period.ts';
import { pinned, read } from '../record.ts';
import type { Bundling } from './bundling.ts';
import type { Chain } from './chain.ts';

/**
 * What the bundle is, in one place. Its own id, the time it was made and who asked for it stand in MANIFEST.dsse.json:
 * they differ each time.
 * @param latest the last plan of the period; null where there is none
 * @returns what is not in the bucket as it was sealed
 */
export async function writeAbout(
  out: BundleFolder,
  { type, period, askedTo }: Subject,
  runs: readonly Run[],
  latest: Plan | null,
  chain: Chain,
  { evidence, generator, commit, account }: Pick<Bundling, 'evidence' | 'generator' | 'commit' | 'account'>,
): Promise<readonly string[]> {
  const faults: string[] = [];
  const file = await pinned(latest?.map ?? null, evidence, faults);
  const map = read(
    latest?.map ?? null,
    file,
    (content) => JSON.parse(Buffer.from(content).toString()) as OrganizationMap,
    faults,
  );
  await out.json('scope/bundle.json', {
    type,
    period,
    askedTo,
    cutOff: period.to,
    generator,
    commit: commit ?? null,
    organization: latest?.organization ?? null,
    managementAccount: map?.management ?? null,
    auditAccount: account ?? null,
    criteria: latest?.scope.criteria ?? [],
    subserviceOrganizations: [
      {
        name: 'Amazon Web Services',
        method: 'carve-out',
        how: 'What AWS itself controls is not in this bundle: its own SOC reports, in AWS Artifact, describe it.',
      },
    ],
    record: {
      firstRun: runs[0]?.sequence ?? null,
      lastRun: runs.at(-1)?.sequence ?? null,
      firstStartedAt: runs[0]?.startedAt ?? null,
      lastStartedAt: runs.at(-1)?.startedAt ?? null,
    },
    previousBundle: {
      lastSeal: chain.previous,
      how: 'A bundle that ends where this one begins names this hash as chain.last in its MANIFEST.json.',
    },
  });
  return faults;
}
