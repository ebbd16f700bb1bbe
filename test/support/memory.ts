import { createHash, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { Announcement } from '#lib/domain/event.ts';
import { byResource, type Exception, type Match } from '#lib/domain/exception.ts';
import { type Finding, orderOf, type Transition } from '#lib/domain/finding.ts';
import { seen, type Unseen, unseen } from '#lib/domain/observed.ts';
import type {
  Announcer,
  Clock,
  Evidence,
  ItemKey,
  News,
  NewsRecord,
  Signer,
  Store,
  TargetState,
} from '#lib/domain/ports.ts';
import type { Reread, Rescan } from '#lib/domain/rescan.ts';
import { SEVERITIES } from '#lib/domain/rule.ts';
import type { Run, TargetResult } from '#lib/domain/run.ts';
import type { LoggedSignature, SignatureTrail } from '#lib/domain/signature.ts';
import { targetId } from '#lib/domain/target.ts';

interface StoredTarget {
  version: number;
  heartbeat: TargetResult | null;
  reread: Reread;
  readonly findings: Map<string, Finding>;
  readonly transitions: Map<string, Transition>;
}

/**
 * The twin of the DynamoDB store: the same contract suite holds for both. `writes` counts items as the table would,
 * `stream` has the keys of its news in the order in which they were written.
 */
export function memoryStore(): Store & NewsRecord & { writes: number; readonly stream: ItemKey[] } {
  const news = new Map<string, News>();
  const announced = new Set<string>();
  const stream: ItemKey[] = [];
  const tell = (key: ItemKey, value: News): void => {
    news.set(JSON.stringify(key), value);
    stream.push(key);
  };
  const runs = new Map<number, Run>();
  const exceptions = new Map<string, Exception>();
  const tagged = new Map<string, Match>();
  const met = (prefix: string): readonly Match[] =>
    [...tagged]
      .filter(([key]) => key.startsWith(`${prefix} `))
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, match]) => match);
  const targets = new Map<string, StoredTarget>();
  const rescans = new Map<string, Rescan>();
  const rescanKey = (rescan: Rescan): string => `${rescan.id} ${targetId(rescan)}`;
  const sortedRuns = () => [...runs.values()].sort((a, b) => a.sequence - b.sequence);
  const all = <T>(pick: (target: StoredTarget) => Iterable<T>) =>
    [...targets.values()].flatMap((target) => [...pick(target)]);
  const byKey = <T extends { rule: string; resource: string }>(a: T, b: T) =>
    `${a.rule} ${a.resource}` < `${b.rule} ${b.resource}` ? -1 : 1;

  return {
    writes: 0,
    stream,
    async read(key) {
      const found = news.get(JSON.stringify(key));
      return found ? { news: found, announced: announced.has(JSON.stringify(key)) } : null;
    },
    async markAnnounced(key) {
      announced.add(JSON.stringify(key));
    },
    lastRun: async () => sortedRuns().at(-1) ?? null,
    run: async (sequence) => runs.get(sequence) ?? null,
    async addRun(run) {
      const known = runs.get(run.sequence);
      if (known) return known.id === run.id;
      runs.set(run.sequence, run);
      this.writes += 1;
      return true;
    },
    async closeRun(run) {
      if (runs.get(run.sequence)?.seal) return;
      runs.set(run.sequence, run);
      tell({ pk: 'RUNS', sk: String(run.sequence) }, { run });
      this.writes += 1;
    },
    async *runs(from = '', to = '9999') {
      yield* sortedRuns().filter(({ startedAt }) => startedAt >= from && startedAt < to);
    },
    async target(target): Promise<TargetState> {
      const known = targets.get(targetId(target));
      return known
        ? { ...known, findings: new Map(known.findings) }
        : { version: 0, heartbeat: null, findings: new Map(), reread: {} };
    },
    async commit(
      target,
      version,
      changes,
      heartbeat,
      { reread, rescan } = { reread: {}, rescan: null },
      matches = [],
    ) {
      const known = targets.get(targetId(target)) ?? {
        version: 0,
        heartbeat: null,
        reread: {},
        findings: new Map(),
        transitions: new Map(),
      };
      if (known.version !== version) return false;
      for (const match of matches)
        tagged.set(`${match.exception} ${targetId(match)} ${match.resource} ${match.from}`, match);
      for (const { key, finding, transition } of changes) {
        if (finding) known.findings.set(key, finding);
        else known.findings.delete(key);
        const sk = `${key} ${orderOf(transition)}`;
        known.transitions.set(sk, transition);
        tell({ pk: targetId(target), sk }, { transition });
      }
      known.version += 1;
      known.heartbeat = heartbeat;
      known.reread = reread;
      if (rescan) rescans.set(rescanKey(rescan), rescan);
      targets.set(targetId(target), known);
      this.writes += matches.length + changes.length * 2 + 1 + (rescan ? 1 : 0);
      return true;
    },
    async *rescans() {
      yield* [...rescans].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, rescan]) => rescan);
    },
    async sealedRescans(sealed) {
      for (const rescan of sealed) rescans.delete(rescanKey(rescan));
    },
    async *heartbeats(wanted) {
      for (const target of wanted) {
        const heartbeat = targets.get(targetId(target))?.heartbeat;
        if (heartbeat) yield heartbeat;
      }
    },
    async *targets() {
      for (const id of [...targets.keys()].sort()) {
        const [account = '', region = ''] = id.split('/');
        yield { account, region };
      }
    },
    async *transitions(target, to) {
      const known = [...(targets.get(targetId(target))?.transitions ?? [])].sort(([a], [b]) =>
        a < b ? -1 : 1,
      );
      for (const [, transition] of known) if (transition.at < to) yield transition;
    },
    async *transitionsBetween(from, to) {
      yield* all(({ transitions }) => transitions.values())
        .filter(({ at }) => at >= from && at < to)
        .sort((a, b) => (a.at === b.at ? byKey(a, b) : a.at < b.at ? -1 : 1));
    },
    async *failing() {
      yield* all(({ findings }) => findings.values())
        .filter(({ verdict }) => verdict === 'FAIL')
        .sort(
          (a, b) =>
            SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
            (a.since < b.since ? -1 : a.since > b.since ? 1 : byKey(a, b)),
        );
    },
    exception: async (id) => exceptions.get(id) ?? null,
    async saveException(exception, before) {
      if (!isDeepStrictEqual(exceptions.get(exception.id) ?? null, before)) return false;
      exceptions.set(exception.id, exception);
      this.writes += 1;
      return true;
    },
    async *exceptions({ matches } = { matches: true }) {
      for (const exception of [...exceptions.values()].sort((a, b) => (a.id < b.id ? -1 : 1)))
        yield matches && 'tag' in exception.terms.covers
          ? { ...exception, matches: byResource(met(exception.id)) }
          : exception;
    },
    async *matches(exception, target) {
      yield* met(`${exception} ${targetId(target)}`);
    },
    async addNotices(notices) {
      for (const notice of notices) {
        const key = { pk: 'NOTICES', sk: notice.id };
        if (news.has(JSON.stringify(key))) continue;
        tell(key, { notice });
        this.writes += 1;
      }
    },
  };
}

/** Write-once objects in memory; `objects` may be spoiled by tests. */
export function memoryEvidence(): Evidence & {
  readonly objects: Map<string, { body: Uint8Array; note: string }>;
} {
  const objects = new Map<string, { body: Uint8Array; note: string }>();
  return {
    objects,
    async put(key, body, _type, note = '') {
      if (objects.has(key)) return false;
      objects.set(key, { body: Uint8Array.from(body), note });
      return true;
    },
    async get(key) {
      const stored = objects.get(key);
      return stored ? { ...stored, versionId: null } : null;
    },
    async *list(prefix) {
      yield* [...objects.keys()].filter((key) => key.startsWith(prefix)).sort();
    },
  };
}

/** Signs with a key of this process, as KMS would. ECDSA is randomized, so signatures differ from call to call. */
export function memorySigner(
  key: KeyObject = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey,
): Signer {
  const pem = createPublicKey(key).export({ format: 'pem', type: 'spki' }).toString();
  const keyId = `arn:aws:kms:eu-west-1:111122223333:key/${createHash('sha256').update(pem).digest('hex').slice(0, 8)}`;
  return {
    sign: async (bytes) => ({ keyId, signature: sign('sha256', bytes, key) }),
    publicKey: async () => ({ keyId, pem }),
  };
}

/**
 * CloudTrail's record of what a signer signs at its clock's time; `unseen` plays that it cannot be read, `rotate` that
 * there is a new key.
 */
export function memoryTrail(
  first: Signer,
  clock: Clock,
): SignatureTrail & {
  readonly signer: Signer;
  readonly events: LoggedSignature[];
  unseen: Unseen | null;
  rotate(next: Signer): void;
} {
  const events: LoggedSignature[] = [];
  let current = first;
  return {
    events,
    unseen: null,
    rotate(next) {
      current = next;
    },
    signer: {
      publicKey: () => current.publicKey(),
      async sign(bytes) {
        const signed = await current.sign(bytes);
        const eventId = `event-${events.length + 1}`;
        const [time, key] = [clock().toISOString(), signed.keyId];
        const who = { principal: 'arn:aws:sts::999999999999:assumed-role/vouch/x', issuer: null };
        events.push({ eventId, time, key, ...who, requestId: eventId, messageType: 'RAW', error: null });
        return signed;
      },
    },
    async signatures({ from, to }) {
      if (this.unseen) return unseen(this.unseen);
      return seen(events.filter(({ time }) => time >= from && time < to));
    },
  };
}

/** Keeps what was announced. */
export function memoryAnnouncer(): Announcer & { readonly announced: Announcement[] } {
  const announced: Announcement[] = [];
  return {
    announced,
    async announce(announcements) {
      announced.push(...announcements);
    },
  };
}
