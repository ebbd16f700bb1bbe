import type { Clock, Evidence } from '../domain/ports.ts';
import type { Pinned, Run } from '../domain/run.ts';
import { type KeyRecord, keyName, type SignatureRecord, type SignatureTrail } from '../domain/signature.ts';
import { canonical, sha256 } from './canonical.ts';
import { payloadOf } from './dsse.ts';
import type { Seal } from './seal.ts';

/**
 * CloudTrail delivers most events within minutes; after this time it has them.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/how-cloudtrail-works.html
 */
const DELAY_MS = 3_600_000;
/**
 * The event history goes back 90 days.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/view-cloudtrail-events.html
 */
const HISTORY_MS = 89 * 86_400_000;

const iso = (time: number): string => new Date(time).toISOString();

/** What reading signatures needs. */
export interface SignatureReading {
  readonly trail: SignatureTrail;
  readonly evidence: Evidence;
  readonly clock: Clock;
}

/**
 * Reads what CloudTrail recorded of the signing keys since the run before, and writes it once. When CloudTrail cannot be
 * read, that is what is written, and the next run asks for that time too.
 * @returns the new object; that of the run before where no time has passed since
 */
export async function recordSignatures(
  sequence: number,
  before: Run | null,
  keys: readonly KeyRecord[],
  { trail, evidence, clock }: SignatureReading,
): Promise<Pinned> {
  const now = clock().getTime();
  const last = await lastRecord(before, evidence);
  const to = iso(now - DELAY_MS);
  const oldest = iso(now - HISTORY_MS);
  const since = last && (last.record.unseen ? last.record.from : last.record.to);
  if (last && !last.record.unseen && last.record.to >= to) return last.pinned;
  const from = since && since > oldest ? since : oldest;
  const observed = await trail.signatures({ from, to });
  const ids = new Set(keys.map(({ id }) => id));
  const ours = observed.seen ? observed.value.filter(({ key }) => key === null || ids.has(keyName(key))) : [];
  const record: SignatureRecord = {
    version: 1,
    from,
    to,
    unseen: observed.seen ? null : observed.unseen,
    events: ours.sort((a, b) => (`${a.time} ${a.eventId}` < `${b.time} ${b.eventId}` ? -1 : 1)),
  };
  const key = `signatures/${String(sequence).padStart(9, '0')}.json`;
  const body = Buffer.from(canonical(record));
  if (await evidence.put(key, body, 'application/json')) return { key, sha256: sha256(body) };
  // This run was stopped between this object and its seal before: what it read then stands.
  const stored = await evidence.get(key);
  if (!stored) throw new Error(`${key} exists and cannot be read`);
  return { key, sha256: sha256(stored.body) };
}

/** What the run before knew; null where it knew nothing, as before the first, or where its seal cannot be read. */
async function lastRecord(
  before: Run | null,
  evidence: Evidence,
): Promise<{ readonly pinned: Pinned; readonly record: SignatureRecord } | null> {
  const seal = before?.seal && (await evidence.get(before.seal.key));
  try {
    const pinned = seal ? payloadOf<Seal>(seal.body).objects.signatures : undefined;
    const stored = pinned && (await evidence.get(pinned.key));
    return stored ? { pinned, record: JSON.parse(Buffer.from(stored.body).toString()) } : null;
  } catch {
    return null; // what is spoiled is found when a bundle is made; here it only means to read further back
  }
}
