import { type Access, assumeRoleAccess } from '../adapters/access.ts';
import { globalServicesRegion, partitionOf, RequestLog, targetClients } from '../adapters/clients.ts';
import type { Organization } from '../domain/ports.ts';
import type { Plan, RunRef, TargetResult } from '../domain/run.ts';
import type { Scope } from '../domain/scope.ts';
import { GLOBAL_REGION, type Target } from '../domain/target.ts';
import { conditionsAsked } from '../drift/matches.ts';
import { notice } from '../drift/notices.ts';
import type { Seal } from '../evidence/seal.ts';
import { inOrder } from './in-order.ts';
import { type Planning, plannedMap, planRun } from './plan.ts';
import type { Reading } from './read.ts';
import { type Sealing, sealRun } from './seal.ts';
import { sealFailed, settle } from './settle.ts';
import { scanTarget } from './target.ts';

/** Targets read at once in one process. */
export const CONCURRENT_TARGETS = 4;

/** The ways into what is scanned: its accounts, and what tells which accounts there are. */
export interface Entrance {
  readonly access: Access;
  readonly organization: Organization;
}

/**
 * The way through an Organization: AssumeRole into every account, the management account included.
 * @param region the scanner's own
 * @param sessionName how the scanner shows up in every account's CloudTrail
 */
export function enterOrganization(
  region: string,
  scope: Scope,
  sessionName: string,
  log = new RequestLog(),
): Entrance {
  const partition = partitionOf(region);
  const { roleName, externalId } = scope.access;
  const access = assumeRoleAccess({ roleName, externalId, region, partition, sessionName }, log);
  return {
    access,
    organization: {
      // Read from disk by those who ask: whoever scans one target does not, and its clients are the largest.
      async survey() {
        const { awsOrganization } = await import('../adapters/organizations.ts');
        return awsOrganization(scope, region, partition, access, log).survey();
      },
    },
  };
}

/** Enters targets: clients for one account in one Region, with a count of the requests they make. */
export const targetOpener =
  (access: Access, partition: string): Reading['open'] =>
  async ({ account, region }: Target) => {
    const credentials = await access.open(account);
    const log = new RequestLog();
    const clients = targetClients(
      region === GLOBAL_REGION ? globalServicesRegion(partition) : region,
      credentials,
      log,
    );
    return { clients, requests: () => log.total };
  };

/** What a whole run in one process needs. */
export interface Running extends Omit<Planning, 'organization'>, Sealing {
  /** Makes, for a run, the way into accounts and the Organization's reader. */
  enter(run: RunRef): Entrance;
  /** Told after each target. */
  progress?(result: TargetResult, done: number, plan: Plan): void;
}

/** A whole run in one process, as the functions do it in many: settle, plan, scan every target, seal, see what is due. */
export async function runOnce(running: Running): Promise<Seal> {
  await settle(running);
  const plan = await planRun({ ...running, organization: (run) => running.enter(run).organization }).catch(
    async (error: unknown) => {
      await sealFailed(
        `the run could not be planned: ${error instanceof Error ? error.message : error}`,
        running,
      );
      throw error;
    },
  );
  const { access } = running.enter(plan.run);
  const { signal } = new AbortController();
  const scan = {
    ...running,
    partition: plan.partition,
    open: targetOpener(access, plan.partition),
    signal,
    map: await plannedMap(plan.run, running.evidence),
    conditions: await conditionsAsked(running.store, plan.run.startedAt),
  };
  const scanned = inOrder(plan.targets, CONCURRENT_TARGETS, (target) => scanTarget(plan.run, target, scan));
  let done = 0;
  for await (const result of scanned) {
    done += 1;
    running.progress?.(result, done, plan);
  }
  const seal = await sealRun(plan, running);
  await notice(running);
  return seal;
}
