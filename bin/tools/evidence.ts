import { createPrivateKey, createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Exception } from '#lib/domain/exception.ts';
import type { Transition, TransitionKind } from '#lib/domain/finding.ts';
import type { Signer } from '#lib/domain/ports.ts';
import type { Plan, Run, TargetResult } from '#lib/domain/run.ts';
import type { OrganizationMap } from '#lib/domain/surroundings.ts';
import { type Target, targetId } from '#lib/domain/target.ts';
import { noVerdicts, type Verdict } from '#lib/domain/verdict.ts';
import { buildBundle } from '#lib/evidence/bundle.ts';
import { canonical, hashOf, sha256 } from '#lib/evidence/canonical.ts';
import { signedFile } from '#lib/evidence/dsse.ts';
import { failedWithin } from '#lib/evidence/intervals.ts';
import { MerkleTree } from '#lib/evidence/merkle.ts';
import { SEAL_TYPE, type Seal } from '#lib/evidence/seal.ts';
import { listFiles } from '#lib/evidence/verifier/verify.mjs';
import { verifyFile } from '#lib/evidence/verify.ts';
import { mapKey, planKey, runId, sealKey, targetsKey } from '#lib/scan/keys.ts';
import { GENERATOR } from '#lib/scan/seal.ts';
import { DEFAULT_SCOPE } from '#lib/scope/scope.ts';
import { RULES } from '../../rules/index.ts';

/** A made-up record: so many findings at any time, of which a part changes its verdict each day. */
export interface Size {
  readonly targets: number;
  readonly findings: number;
  readonly days: number;
  readonly dailyChange: number;
}

/** What building the bundle of the whole record took, and verifying it. */
export interface EvidenceMeasured {
  readonly transitions: number;
  readonly deviations: number;
  readonly megabytesAboveBaseline: number;
  readonly seconds: number;
  /** Of all threads: as long as it takes on one core. */
  readonly cpuSeconds: number;
  readonly bundleMegabytes: number;
  readonly verifySeconds: number;
  readonly verifyMegabytesAboveBaseline: number;
  readonly faults: readonly string[];
}

const START = Date.parse('2025-01-01T06:00:00Z');
const DAY_MS = 86_400_000;
const RULES_PER_TARGET = 250;
const REGIONS = ['eu-central-1', 'eu-west-1', 'us-east-1', 'us-west-2'] as const;
const EXCEPTIONS = 50;
const ROUNDS = 20;
/** Blindness lasts for days, not for months. */
const SIGHT_REGAINED_DAILY = 0.2;
const KEY_FILE = 'signing-key.pem';
const RUNS_FILE = 'runs.json';
const EXCEPTIONS_FILE = 'exceptions.json';
const STEP_TYPE = 'application/vnd.vouch.exception+json';

const startOf = (sequence: number): string => new Date(START + (sequence - 1) * DAY_MS).toISOString();

const midnight = (sequence: number): string => `${startOf(sequence).slice(0, 10)}T00:00:00.000Z`;

const targetsOf = ({ targets }: Size): readonly Target[] =>
  Array.from({ length: targets }, (_, index) => ({
    account: String(100_000_000_000 + Math.floor(index / REGIONS.length) * 7_919),
    region: REGIONS[index % REGIONS.length] ?? '',
  })).sort((a, b) => (targetId(a) < targetId(b) ? -1 : 1));

/** Numbers in [0, 1) that look random and are the same each time. */
function dice(seed: number): () => number {
  let state = Math.imul(seed + 1, 2_654_435_761);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** What a finding goes over to, and how that is called. */
function step(
  from: Verdict | null,
  lastSeen: Verdict,
  roll: number,
): readonly [Verdict | null, TransitionKind] {
  if (from === null) return ['PASS', 'baseline'];
  if (from === 'NOT_EVALUATED') return [lastSeen, 'sight-regained'];
  if (roll < 0.03) return ['NOT_EVALUATED', 'blind-spot'];
  if (roll < 0.06) return [null, 'left'];
  if (from === 'PASS') return ['FAIL', 'drift'];
  return ['PASS', from === 'FAIL' ? 'restoration' : 'change'];
}

/** Every transition of a target, as the table sorts them, made while they are asked for. */
function* transitionsOf(size: Size, index: number, target: Target): Generator<Transition> {
  const perTarget = Math.round(size.findings / size.targets);
  const rules = Math.min(RULES_PER_TARGET, RULES.length, perTarget);
  /** Days until something happens that does so on a day with this probability. */
  const wait = (daily: number, roll: number): number =>
    1 + Math.floor(Math.log(1 - roll) / Math.log(1 - daily));
  for (let place = 0; place < rules; place += 1) {
    const rule = RULES[Math.floor((place * RULES.length) / rules)];
    if (!rule) continue;
    const { id, resource: type, severity } = rule;
    const resources = Math.floor(((place + 1) * perTarget) / rules) - Math.floor((place * perTarget) / rules);
    for (let number = 0; number < resources; number += 1) {
      const roll = dice(index * perTarget + place * 1_009 + number);
      const first = roll();
      let to: Verdict | null = first < 0.88 ? 'PASS' : first < 0.95 ? 'FAIL' : 'NOT_APPLICABLE';
      let lastSeen: Verdict = to;
      let kind: TransitionKind = 'baseline';
      let from: Verdict | null = null;
      let sequence = 1;
      const resource = `arn:aws:test:${target.region}:${target.account}:${type.split('::')[2]?.toLowerCase()}/workload-${String(number).padStart(6, '0')}`;
      while (sequence <= size.days) {
        const reason = `the setting of ${number} was observed to be ${to?.toLowerCase() ?? 'gone'} by the run, "${kind}"`;
        yield {
          ...target,
          rule: id,
          resource,
          type,
          severity,
          from,
          to,
          kind,
          reason,
          sequence,
          at: startOf(sequence),
        };
        sequence += wait(to === 'NOT_EVALUATED' ? SIGHT_REGAINED_DAILY : size.dailyChange, roll());
        from = to;
        [to, kind] = step(from, lastSeen, roll());
        if (to !== null && to !== 'NOT_EVALUATED') lastSeen = to;
      }
    }
  }
}

/** Writes a file. @returns its SHA-256 */
type Put = (key: string, body: string | Uint8Array) => string;

/** Writes what the evidence bucket would hold of every run, and the runs. */
export async function writeRecord(folder: string, size: Size): Promise<void> {
  const put: Put = (key, body) => {
    mkdirSync(dirname(join(folder, key)), { recursive: true });
    writeFileSync(join(folder, key), body);
    return sha256(body);
  };
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  put(KEY_FILE, privateKey.export({ type: 'pkcs8', format: 'pem' }));
  const signer = signerOf(folder);
  const targets = targetsOf(size);
  const accounts = [...new Set(targets.map(({ account }) => account))].map((id) => ({
    id,
    name: `workload ${id}`,
    path: ['Root', 'Workloads'],
  }));
  const map: OrganizationMap = {
    organization: 'o-bench',
    management: null,
    accounts: {},
    guardrails: { seen: true, value: { policies: {}, attached: {} } } as OrganizationMap['guardrails'],
  };
  const rules = RULES.map(({ id, hash, parameters }) => ({ id, hash, parameters }));
  const runs: Run[] = [];
  let previous: string | null = null;
  for (let sequence = 1; sequence <= size.days; sequence += 1) {
    const startedAt = startOf(sequence);
    const run = { sequence, id: runId(new Date(startedAt), sequence), startedAt };
    const plan: Plan = {
      run,
      organization: map.organization,
      partition: 'aws',
      accounts,
      excluded: [],
      accountsTotal: accounts.length,
      targets: targets.map((target) => ({ ...target, management: false, unreachable: null })),
      scope: DEFAULT_SCOPE,
      rules,
      map: { key: mapKey(run), sha256: put(mapKey(run), canonical(map)) },
    };
    const tree = new MerkleTree();
    const counts = noVerdicts();
    const lines: string[] = [];
    for (const target of targets) {
      const rows = Math.round(size.findings / size.targets);
      const result: TargetResult = {
        ...target,
        sequence,
        scanned: true,
        unreachable: null,
        startedAt,
        finishedAt: startedAt,
        counts: { ...noVerdicts(), PASS: rows },
        requests: rows,
        object: {
          key: `runs/${run.id}/${targetId(target)}`,
          sha256: sha256(targetId(target)),
          rows,
          merkleRoot: sha256(''),
        },
      };
      counts.PASS += rows;
      const line = canonical(result);
      tree.add(line);
      lines.push(`${line}\n`);
    }
    const scanned = { expected: targets.length, scanned: targets.length };
    const seal: Seal = {
      version: 1,
      sequence,
      previous,
      run: { id: run.id, status: 'complete', reason: null, startedAt, sealedAt: startedAt },
      organization: map.organization,
      accounts: { total: accounts.length, examined: accounts.length, excluded: 0 },
      targets: scanned,
      counts,
      merkleRoot: tree.root(),
      objects: {
        plan: { key: planKey(run), sha256: put(planKey(run), canonical(plan)) },
        targets: { key: targetsKey(run), sha256: put(targetsKey(run), gzipSync(lines.join(''))) },
      },
      ruleSetHash: hashOf(plan.rules),
      scopeHash: hashOf(plan.scope),
      generator: GENERATOR,
    };
    previous = put(sealKey(sequence), await signedFile(signer, SEAL_TYPE, seal));
    runs.push({
      ...run,
      status: 'complete',
      reason: null,
      sealedAt: startedAt,
      seal: { key: sealKey(sequence), sha256: previous },
      counts,
      targets: scanned,
      remediation: DEFAULT_SCOPE.remediation,
    });
  }
  put(RUNS_FILE, JSON.stringify(runs));
  put(EXCEPTIONS_FILE, JSON.stringify(await exceptionsOf(targets, signer, put)));
}

function signerOf(folder: string): Signer {
  const key = createPrivateKey(readFileSync(join(folder, KEY_FILE)));
  return {
    sign: async (bytes) => ({ keyId: 'bench', signature: sign('sha256', bytes, key) }),
    publicKey: async () => ({
      keyId: 'bench',
      pem: createPublicKey(key).export({ type: 'spki', format: 'pem' }).toString(),
    }),
  };
}

/** Some exceptions that accept what a rule finds in an account, for half a year. */
async function exceptionsOf(
  targets: readonly Target[],
  signer: Signer,
  put: Put,
): Promise<readonly Exception[]> {
  const all: Exception[] = [];
  for (let index = 0; index < EXCEPTIONS; index += 1) {
    const id = `E${String(index).padStart(3, '0')}`;
    const rule = RULES[(index * 7) % RULES.length]?.id ?? '';
    const account = targets[(index * 13) % targets.length]?.account ?? '';
    const [at, expiry] = [startOf(30), startOf(210)];
    const terms = {
      covers: { rule, account },
      reason: 'it is to be replaced',
      compensatingControl: 'it is looked at daily',
      ticket: null,
      start: at,
      expiry,
      renews: null,
    };
    const by = { arn: `arn:aws:iam::${account}:user/a`, account, userId: 'a', requestId: id };
    const taken = async (step: string) => {
      const key = `exceptions/${id}/${step}.json`;
      return {
        by,
        at,
        file: { key, sha256: put(key, await signedFile(signer, STEP_TYPE, { step, id, by, at })) },
      };
    };
    all.push({
      id,
      terms,
      requested: await taken('request'),
      approved: await taken('approve'),
      revoked: null,
    });
  }
  return all;
}

const peakMegabytes = (): number => process.resourceUsage().maxRSS / 1_024;
const megabytesNow = (): number => process.memoryUsage().rss / 2 ** 20;

/**
 * Builds the bundle of a whole record and verifies it, in this process.
 * @param record a folder that `writeRecord` filled
 * @param out a folder for the bundle
 */
export async function measureEvidence(record: string, out: string, size: Size): Promise<EvidenceMeasured> {
  const targets = targetsOf(size);
  const places = new Map(targets.map((target, index) => [targetId(target), index]));
  const stored = <T>(name: string): T => JSON.parse(readFileSync(join(record, name), 'utf8')) as T;
  let transitions = 0;
  async function* each<T>(items: Iterable<T>): AsyncGenerator<T> {
    yield* items;
  }
  globalThis.gc?.();
  const baseline = megabytesNow();
  const start = performance.now();
  const before = process.cpuUsage();
  const { summary } = await buildBundle(
    out,
    { from: midnight(1), to: midnight(size.days + 1) },
    {
      store: {
        runs: () => each(stored<Run[]>(RUNS_FILE)),
        targets: () => each(targets),
        async *transitions(target) {
          for (const transition of transitionsOf(size, places.get(targetId(target)) ?? 0, target)) {
            transitions += 1;
            yield transition;
          }
        },
        exceptions: () => each(stored<Exception[]>(EXCEPTIONS_FILE)),
      },
      evidence: {
        get: async (key) => ({
          body: await readFile(join(record, key)).catch(() => Buffer.alloc(0)),
          note: '',
          versionId: null,
        }),
        put: async () => false,
        async *list() {},
      },
      signer: signerOf(record),
      clock: () => new Date(startOf(size.days + 2)),
      rules: RULES,
      generator: GENERATOR,
      requester: null,
    },
  );
  const seconds = (performance.now() - start) / 1_000;
  const { user, system } = process.cpuUsage(before);
  const megabytesAboveBaseline = peakMegabytes() - baseline;
  const bundleMegabytes = listFiles(out).reduce((sum, path) => sum + statSync(join(out, path)).size, 0) / 1e6;
  const verifying = performance.now();
  const { faults } = await verifyFile(out);
  return {
    transitions,
    deviations: summary.deviations.total,
    megabytesAboveBaseline,
    seconds,
    cpuSeconds: (user + system) / 1e6,
    bundleMegabytes,
    verifySeconds: (performance.now() - verifying) / 1_000,
    verifyMegabytesAboveBaseline: peakMegabytes() - baseline,
    faults,
  };
}

/** What asking for all that failed within a period takes, of a record in memory: processor's time, as others may use it too. */
export function measurePeriodQuery(size: Size): {
  readonly transitions: number;
  readonly milliseconds: number;
} {
  const made = targetsOf(size).flatMap((target, index) => [...transitionsOf(size, index, target)]);
  const transitions = JSON.parse(JSON.stringify(made)) as typeof made; // as they come from the table
  const period = { from: midnight(Math.round(size.days / 3)), to: midnight(Math.round(size.days / 2)) };
  failedWithin(transitions, period);
  globalThis.gc?.(); // what making them up left behind is not the query's
  const before = process.cpuUsage();
  for (let round = 0; round < ROUNDS; round += 1) failedWithin(transitions, period);
  const { user, system } = process.cpuUsage(before);
  return { transitions: transitions.length, milliseconds: (user + system) / 1_000 / ROUNDS };
}
