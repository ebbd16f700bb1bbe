import { buffer } from 'node:stream/consumers';
import { createGzip } from 'node:zlib';
import type { Signer, Store } from '../domain/ports.ts';
import type { Remediation } from '../domain/remediation.ts';
import type { Pinned, Plan, PlannedTarget, Run, RunRef, RunStatus, TargetResult } from '../domain/run.ts';
import type { SignatureTrail } from '../domain/signature.ts';
import { targetId } from '../domain/target.ts';
import { noVerdicts, VERDICTS } from '../domain/verdict.ts';
import { conditionsAsked } from '../drift/matches.ts';
import { canonical, hashOf, sha256 } from '../evidence/canonical.ts';
import { payloadOf, signedFile } from '../evidence/dsse.ts';
import { recordKey } from '../evidence/keys.ts';
import { MerkleTree } from '../evidence/merkle.ts';
import { rescansIn } from '../evidence/record.ts';
import { SEAL_TYPE, type Seal } from '../evidence/seal.ts';
import { recordSignatures } from '../evidence/signatures.ts';
import { planKey, rescansKey, sealKey, targetsKey } from './keys.ts';
import { recordUnscanned, type TargetScan } from './target.ts';

/** Written into every seal and manifest. */
export const GENERATOR = 'vouch 0.1.0';

/** What sealing needs. */
export interface Sealing extends Pick<TargetScan, 'work' | 'clock' | 'store' | 'evidence'> {
  readonly signer: Signer;
  readonly trail: SignatureTrail;
}

/** Only the seal. */
type Closer = Pick<Sealing, 'clock' | 'store' | 'evidence' | 'signer' | 'trail'>;

/** Targets whose heartbeats are in memory at once. */
const WINDOW = 100;

const byTarget = (a: PlannedTarget, b: PlannedTarget): number => (targetId(a) < targetId(b) ? -1 : 1);

/**
 * Ends a run: every expected target is accounted for, the results are hashed, chained to the previous seal and signed.
 * Targets that nobody scanned are recorded as blind spots first. Sealing again returns what is sealed already.
 */
export async function sealRun(plan: Plan, sealing: Sealing): Promise<Seal> {
  const { evidence } = sealing;
  const tree = new MerkleTree();
  const counts = noVerdicts();
  let scanned = 0;
  const packing = createGzip();
  const packed = buffer(packing);
  const targets = [...plan.targets].sort(byTarget);

  for (let start = 0; start < targets.length; start += WINDOW) {
    for (const result of await results(plan, targets.slice(start, start + WINDOW), sealing)) {
      const line = canonical(result);
      tree.add(line);
      packing.write(`${line}\n`);
      for (const verdict of VERDICTS) counts[verdict] += result.counts[verdict];
      if (result.scanned) scanned += 1;
    }
  }
  packing.end();
  const body = await packed;
  const key = targetsKey(plan.run);
  await evidence.put(key, body, 'application/gzip');
  const planFile = await evidence.get(planKey(plan.run));
  const rescans = await listRescans(plan.run, sealing);

  const seal = await close(
    {
      run: plan.run,
      status: scanned === targets.length ? 'complete' : scanned === 0 ? 'failed' : 'partial',
      reason: scanned === 0 && targets.length > 0 ? 'no target could be scanned' : null,
      organization: plan.organization,
      accounts: { total: plan.accountsTotal, examined: plan.accounts.length, excluded: plan.excluded.length },
      targets: { expected: targets.length, scanned },
      counts,
      merkleRoot: tree.root(),
      objects: {
        plan: planFile && { key: planKey(plan.run), sha256: sha256(planFile.body) },
        targets: { key, sha256: sha256(body) },
        ...(rescans && { rescans }),
      },
      ruleSetHash: hashOf(plan.rules),
      scopeHash: hashOf(plan.scope),
    },
    sealing,
    plan.scope.remediation,
  );
  await forgetRescans(seal, sealing);
  return seal;
}

/** Writes down the rescans that no seal lists yet. @returns null where there are none */
async function listRescans(
  run: RunRef,
  { store, evidence }: Pick<Sealing, 'store' | 'evidence'>,
): Promise<Pinned | null> {
  const packing = createGzip();
  const packed = buffer(packing);
  let some = false;
  for await (const rescan of store.rescans()) {
    packing.write(`${canonical(rescan)}\n`);
    some = true;
  }
  packing.end();
  const body = await packed;
  const key = rescansKey(run);
  // An earlier try to seal may have written the list: then the seal has that one, and the next seal the rest.
  const mine = some && (await evidence.put(key, body, 'application/gzip'));
  const standing = mine ? body : (await evidence.get(key))?.body;
  return standing ? { key, sha256: sha256(standing) } : null;
}

/** Takes off the list what the seal has. Stopped before that, the next seal lists them once more. */
async function forgetRescans(
  { objects }: Seal,
  { store, evidence }: Pick<Sealing, 'store' | 'evidence'>,
): Promise<void> {
  const listed = objects.rescans && (await evidence.get(objects.rescans.key));
  if (listed) await store.sealedRescans(rescansIn(listed.body));
}

/** Seals a run that has nothing to show: it was missed, or it failed before anything could be scanned. */
export async function sealEmpty(
  run: RunRef,
  status: 'missed' | 'failed',
  reason: string,
  sealing: Closer,
): Promise<Seal> {
  return close(
    {
      run,
      status,
      reason,
      organization: null,
      accounts: { total: 0, examined: 0, excluded: 0 },
      targets: { expected: 0, scanned: 0 },
      counts: noVerdicts(),
      merkleRoot: new MerkleTree().root(),
      objects: { plan: null, targets: null },
      ruleSetHash: null,
      scopeHash: null,
    },
    sealing,
  );
}

/** The results of some targets, in their order; what no scan reported becomes a blind spot now. */
async function results(
  plan: Plan,
  targets: readonly PlannedTarget[],
  sealing: Sealing,
): Promise<readonly TargetResult[]> {
  const reported = new Map<string, TargetResult>();
  for await (const heartbeat of sealing.store.heartbeats(targets)) {
    if (heartbeat.sequence === plan.run.sequence) reported.set(targetId(heartbeat), heartbeat);
  }
  const all: TargetResult[] = [];
  const silent = targets.length > reported.size;
  const conditions = silent ? await conditionsAsked(sealing.store, plan.run.startedAt) : [];
  for (const target of targets) {
    const why = {
      kind: 'failed',
      action: 'scan-target',
      message: 'the scan of this target never reported',
    } as const;
    all.push(
      reported.get(targetId(target)) ??
        (await recordUnscanned(plan.run, target, why, {
          ...sealing,
          partition: plan.partition,
          conditions,
        })),
    );
  }
  return all;
}

type Closing = Omit<Seal, 'version' | 'sequence' | 'previous' | 'run' | 'generator'> & {
  readonly run: RunRef;
  readonly status: Exclude<RunStatus, 'open'>;
  readonly reason: string | null;
};

async function close(
  closing: Closing,
  closer: Closer,
  /** Undefined where a run has no plan, or was planned when there were no times to fix. */
  remediation?: Remediation,
): Promise<Seal> {
  const { run } = closing;
  const { evidence, store } = closer;
  const key = sealKey(run.sequence);
  // Somebody may have sealed this run before, perhaps ourselves before a crash: that seal stands.
  let file = (await evidence.get(key))?.body;
  if (!file) {
    const made = await sign(closing, closer);
    file = (await evidence.put(key, made, 'application/json')) ? made : (await evidence.get(key))?.body;
    if (!file) throw new Error(`${key} exists and cannot be read`);
  }
  const standing = payloadOf<Seal>(file);
  const record: Run = {
    ...run,
    status: standing.run.status,
    reason: standing.run.reason,
    sealedAt: standing.run.sealedAt,
    seal: { key, sha256: sha256(file) },
    counts: standing.counts,
    targets: standing.targets,
    ...(remediation && { remediation }),
  };
  await store.closeRun(record);
  return standing;
}

async function sign({ run, status, reason, ...content }: Closing, closer: Closer): Promise<Uint8Array> {
  const { clock, store, signer } = closer;
  const before = await runBefore(run.sequence, store);
  const keys = await recordKey(run.sequence, clock(), closer);
  const signatures = await recordSignatures(run.sequence, before, keys, closer);
  const seal: Seal = {
    version: 1,
    sequence: run.sequence,
    previous: before?.seal?.sha256 ?? null,
    run: { id: run.id, status, reason, startedAt: run.startedAt, sealedAt: clock().toISOString() },
    ...content,
    objects: { ...content.objects, signatures },
    generator: GENERATOR,
  };
  return signedFile(signer, SEAL_TYPE, seal);
}

async function runBefore(sequence: number, store: Store): Promise<Run | null> {
  if (sequence === 1) return null;
  const before = await store.run(sequence - 1);
  if (!before?.seal)
    throw new Error(`run ${sequence - 1} is not sealed, so run ${sequence} cannot be chained to it`);
  return before;
}
