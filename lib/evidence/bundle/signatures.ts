import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Window } from '../../domain/attribution.ts';
import type { Pinned } from '../../domain/run.ts';
import type { LoggedSignature, SignatureRecord } from '../../domain/signature.ts';
import { plural } from '../../report/words.ts';
import { payloadOf } from '../dsse.ts';
import type { BundleFolder } from '../folder.ts';
import type { Period } from '../intervals.ts';
import { recordedKeys } from '../keys.ts';
import { type Fetched, fetched, pinnedObject, read } from '../record.ts';
import type { Seal } from '../seal.ts';
import { matchSignatures } from '../verifier/verify.mjs';
import type { Bundling } from './bundling.ts';

/** Where the statements of bundles are kept, each named by its time. */
export const STATEMENTS = 'statements/';

/** A file that bears a signature, and when it says that it was signed. */
interface Signed {
  readonly name: string;
  readonly at: string;
}

/** A time in which the signatures were not counted, and why. */
interface Uncovered extends Window {
  readonly why: string;
}

const recordIn = (file: Uint8Array): SignatureRecord =>
  JSON.parse(Buffer.from(file).toString()) as SignatureRecord;

const COLUMNS = [
  'time',
  'signed',
  'principal',
  'issuer',
  'key',
  'messageType',
  'requestId',
  'eventId',
  'error',
] as const;

/**
 * CloudTrail's record of every use of the signing keys, as the seals pinned it, set one by one against what Vouch signed.
 * What else was signed in that time lies beside it: earlier seals, steps of exceptions, access reviews, other bundles.
 * @returns what does not add up, and what could not be counted
 */
export async function writeSignatures(
  out: BundleFolder,
  period: Period,
  { store, evidence, reviews }: Pick<Bundling, 'store' | 'evidence' | 'reviews'>,
): Promise<readonly string[]> {
  const faults: string[] = [];
  await recordedKeys(evidence, faults);
  const signed: Signed[] = [];
  const records: SignatureRecord[] = [];
  for (const { path } of out.files.filter(({ path }) => path.startsWith('chain/seals/'))) {
    // One that cannot be read is a fault already.
    const seal = read(null, await readFile(join(out.root, path)), payloadOf<Seal>, []);
    if (!seal?.run) continue;
    signed.push({ name: path, at: seal.run.sealedAt });
    const name = path.replace('chain/seals/', 'signatures/');
    // A seal that had nothing new to read names the record that was read before it.
    const file =
      seal.objects.signatures?.key === name
        ? await pinnedObject(seal.objects.signatures, evidence, faults)
        : undefined;
    if (!file) continue;
    await out.copy(`chain/${name}`, file);
    const record = read({ key: name }, file.body, recordIn, faults);
    if (record) records.push(record);
  }
  const windows = records.filter(({ unseen }) => unseen === null);
  const [start, end] = [windows[0]?.from ?? '', windows.at(-1)?.to ?? ''];
  const keep = async (at: string, read: () => Promise<Fetched | null>): Promise<void> => {
    const file = at >= start && at < end && (await read());
    if (!file) return;
    const name = `chain/signed/${file.key}`;
    await out.copy(name, file);
    signed.push({ name, at });
  };
  const keepPinned = (at: string, object: Pinned): Promise<void> =>
    keep(at, () => pinnedObject(object, evidence, faults));
  for await (const { seal, sealedAt } of store.runs('', period.from))
    if (seal && sealedAt) await keepPinned(sealedAt, seal);
  for await (const { requested, approved, revoked } of store.exceptions())
    for (const step of [requested, approved, revoked]) if (step) await keepPinned(step.at, step.file);
  if (reviews) for await (const { file, at } of reviews.reviews()) await keepPinned(at, file);
  for await (const key of evidence.list(STATEMENTS))
    await keep(key.slice(STATEMENTS.length, STATEMENTS.length + start.length), () => fetched(key, evidence));

  const { files, count } = matchSignatures(signed, records);
  const events = new Map(records.flatMap(({ events }) => events.map((event) => [event.eventId, event])));
  await out.table(
    'chain/signatures.csv',
    COLUMNS,
    [...events.values()].sort(byTime).map((event) => ({ ...event, signed: files.get(event.eventId) ?? '' })),
  );
  const due = records.at(-1)?.to ?? signed.at(-1)?.at ?? period.from;
  const notCovered = uncovered({ from: period.from, to: due }, records);
  await out.json('chain/signature-count.json', {
    ...count,
    notCovered,
    explanation:
      'made: files here that bear a signature of the time in windows; recorded: uses of the signing keys in CloudTrail; withoutEvent and withoutFile: those that are not matched by time. Whatever is signed after the last window, as the last seal and this bundle, is counted in the next bundle.',
  });
  return [
    ...faults,
    ...notCovered.map(({ from, to, why }) => `signatures from ${from} to ${to} could not be counted: ${why}`),
    ...(count.withoutFile.length > 0
      ? [
          `CloudTrail recorded ${plural(count.withoutFile.length, 'signature')} that nothing in the record explains (chain/signatures.csv)`,
        ]
      : []),
    ...(count.withoutEvent.length > 0
      ? [
          `CloudTrail has no record of ${plural(count.withoutEvent.length, 'signature')} (chain/signature-count.json)`,
        ]
      : []),
  ];
}

const byTime = (a: LoggedSignature, b: LoggedSignature): number =>
  `${a.time} ${a.eventId}` < `${b.time} ${b.eventId}` ? -1 : 1;

/** The times within a span that no reading covers. */
function uncovered({ from, to }: Window, records: readonly SignatureRecord[]): readonly Uncovered[] {
  const holes: Uncovered[] = [];
  let counted = from;
  const hole = (until: string): void => {
    if (counted >= until) return;
    const unread = records.filter(
      ({ unseen, ...window }) => unseen && window.to > counted && window.from < until,
    );
    const { kind, action, message } = unread.at(-1)?.unseen ?? {};
    const why = kind
      ? `CloudTrail could not be read: ${action} ${kind}: ${message}`
      : 'no run read CloudTrail';
    holes.push({ from: counted, to: until, why });
  };
  for (const window of records.filter(({ unseen }) => unseen === null)) {
    hole(window.from);
    if (window.to > counted) counted = window.to;
  }
  hole(to);
  return holes;
}
