// Verifies an unpacked evidence bundle with Node.js alone: no packages, no network, no AWS.
//   node verify/verify.mjs [folder]        exit 0: intact; 1: not intact, with every fault named
// What it checks is listed in the order of the functions below. Files are read in pieces: memory stays small.
import { createHash, createPublicKey, verify as verifySignature } from 'node:crypto';
import { createReadStream, readdirSync, realpathSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { createGunzip } from 'node:zlib';

export const ENVELOPE = 'MANIFEST.dsse.json';
export const MANIFEST = 'MANIFEST.json';
const SUMS = 'verify/SHA256SUMS';
const SIGNED_BYTES = 'verify/manifest.pae';
const SIGNATURE = 'verify/manifest.sig';
export const KEYS = 'verify/keys.json';
const COUNT = 'chain/signature-count.json';
/** Files that hold the signature over the manifest or derive from what it signs; all others are listed in it. */
const UNLISTED = [ENVELOPE, MANIFEST, SUMS, SIGNED_BYTES, SIGNATURE];
/** How long after the time that a file names its signature may lie, and how much clocks may differ. */
const [LATER_MS, EARLIER_MS] = [300_000, 5_000];

export const hash = (...parts) => parts.reduce((h, part) => h.update(part), createHash('sha256')).digest();
export const sha256 = (bytes) => hash(bytes).toString('hex');

/** DSSE v1 pre-authentication encoding: the bytes that are signed. */
const pae = (type, payload) =>
  Buffer.concat([Buffer.from(`DSSEv1 ${Buffer.byteLength(type)} ${type} ${payload.length} `), payload]);

/** RFC 6962 Merkle root (hex) of leaves that come one by one. */
export const merkleRoot = async (leaves) => (await merkleTree(leaves)).root;

/**
 * The same with the audit paths (hex) of some leaves, by their index. The complete subtrees so far are kept, largest
 * first, each with the paths that end within it.
 */
export async function merkleTree(leaves, proved = () => false) {
  const paths = new Map();
  const join = (left, right) => {
    for (const path of left.paths) path.push(right.root.toString('hex'));
    for (const path of right.paths) path.push(left.root.toString('hex'));
    const root = hash(Buffer.of(1), left.root, right.root);
    return { size: left.size + right.size, root, paths: [...left.paths, ...right.paths] };
  };
  const trees = [];
  let count = 0;
  for await (const leaf of leaves) {
    if (proved(count)) paths.set(count, []);
    let tree = { size: 1, root: hash(Buffer.of(0), leaf), paths: proved(count) ? [paths.get(count)] : [] };
    while (trees.at(-1)?.size === tree.size) tree = join(trees.pop(), tree);
    trees.push(tree);
    count += 1;
  }
  const root = trees.length === 0 ? hash() : trees.reduceRight((right, left) => join(left, right)).root;
  return { root: root.toString('hex'), paths };
}

/** The lines of a stream of bytes. */
export async function* linesOf(chunks) {
  let rest = Buffer.alloc(0);
  for await (const chunk of chunks) {
    const bytes = Buffer.concat([rest, chunk]);
    let start = 0;
    for (let end = bytes.indexOf(10); end !== -1; end = bytes.indexOf(10, start)) {
      yield bytes.subarray(start, end);
      start = end + 1;
    }
    rest = bytes.subarray(start);
  }
  if (rest.length > 0) yield rest;
}

/** Opens an envelope: its JSON value and its key, or null with a fault when the signature does not hold. */
export function openEnvelope(name, file, keys, faults) {
  try {
    const { payloadType, payload, signatures } = JSON.parse(file);
    const [{ keyid, sig }] = signatures;
    const bytes = Buffer.from(payload, 'base64');
    const signature = Buffer.from(sig, 'base64');
    // The text must be the one way to write it, or a changed byte could mean the same.
    const text = `{"payload":"${bytes.toString('base64')}","payloadType":"${payloadType}","signatures":[{"keyid":"${keyid}","sig":"${signature.toString('base64')}"}]}\n`;
    if (!Buffer.from(text).equals(file)) faults.push(`${name}: is not written in its canonical form`);
    const key = keys.get(keyid.split('/').pop());
    if (!key) faults.push(`${name}: is signed by a key that is not in ${KEYS} (${keyid})`);
    if (!key) return null;
    const signed = pae(payloadType, bytes);
    if (!verifySignature('sha256', signed, key.publicKey, signature)) {
      faults.push(`${name}: the signature does not match`);
      return null;
    }
    return { value: JSON.parse(bytes), signed, signature, key, keyid };
  } catch (error) {
    faults.push(`${name}: cannot be read as a signed envelope (${error.message})`);
    return null;
  }
}

/**
 * @param bundle `files`: sorted paths with `/`; `open(path)`: a stream of a file's bytes; `trusted`: PEMs of the only keys to trust, instead of all in the bundle
 * @returns `faults`: one line each, beginning with the file's name; empty when the bundle is intact. `notes`: what is intact and yet to be asked about. `facts`: what was verified.
 */
export async function verifyBundle({ files, open, trusted = [] }) {
  const [faults, notes] = [[], []];
  async function* chunks(path) {
    try {
      yield* await open(path);
    } catch (error) {
      throw Object.assign(error, { file: path });
    }
  }
  let facts = null;
  try {
    facts = await verifyParts({ files, open: chunks, trusted }, faults, notes);
  } catch (error) {
    faults.push(`${error.file ?? MANIFEST}: cannot be read (${error.message})`);
  }
  return { faults: [...new Set(faults)], notes, facts };
}

async function verifyParts({ files, open, trusted }, faults, notes) {
  const have = new Set(files);
  const read = (path) => buffer(open(path));
  const absent = [...UNLISTED, KEYS].filter((name) => !have.has(name));
  faults.push(...absent.map((name) => `${name}: is missing`));
  if (absent.length > 0) return null;

  // 1. The keys: the bundle's own, which must be among those that the auditor brought.
  const keys = await readKeys(have, read, trusted, faults);
  if (keys.size === 0) faults.push(`${KEYS}: names no key`);
  if (keys.size === 0) return null;

  // 2. The signature over the digests of the manifest and the list of sums, and its copies for openssl.
  const [manifestFile, sums] = [await read(MANIFEST), await read(SUMS)];
  const envelope = openEnvelope(ENVELOPE, await read(ENVELOPE), keys, faults);
  if (envelope) {
    for (const [name, file] of Object.entries({ [MANIFEST]: manifestFile, [SUMS]: sums })) {
      const subject = envelope.value.subject.find((candidate) => candidate.name === name);
      if (subject?.digest.sha256 !== sha256(file)) faults.push(`${name}: is not the file that was signed`);
    }
    for (const [name, bytes] of Object.entries({ [SIGNED_BYTES]: 'signed', [SIGNATURE]: 'signature' })) {
      if (!(await read(name)).equals(envelope[bytes])) faults.push(`${name}: differs from ${ENVELOPE}`);
    }
    // The manifest does not list this file, and nothing signs this member of it.
    if (envelope.keyid !== envelope.key.id) faults.push(`${ENVELOPE}: names its key otherwise than ${KEYS}`);
    if (envelope.key.lastSeal !== null) faults.push(`${ENVELOPE}: is signed by a key that was retired`);
  }

  // 3. Every file: listed, present, unchanged.
  const manifest = JSON.parse(manifestFile);
  const changed = new Set();
  for (const { path, sha256: digest, bytes } of manifest.files) {
    const fault = have.has(path) ? await changeIn(open(path), digest, bytes) : 'is missing';
    if (!fault) continue;
    changed.add(path);
    faults.push(`${path}: ${fault}`);
  }
  const listed = new Set([...UNLISTED, ...manifest.files.map(({ path }) => path)]);
  for (const path of files) if (!listed.has(path)) faults.push(`${path}: was added`);
  if (manifest.files.map(({ path, sha256: digest }) => `${digest}  ${path}\n`).join('') !== sums.toString())
    faults.push(`${SUMS}: does not list what ${MANIFEST} lists`);

  // 4. The chain of seals: signed, without holes, each naming the one before; each run's results match its seal.
  const signed = [];
  const seals = await checkSeals({ have, files, open, read, keys, manifest, signed, changed }, faults);

  // 5. All else that was signed; and every signature that Vouch made against those that CloudTrail recorded.
  for (const path of files.filter((path) => /^(?:chain|exceptions|access-reviews)\/signed\//.test(path))) {
    const opened = openEnvelope(path, await read(path), keys, faults);
    if (opened && path.startsWith('access-reviews/'))
      await checkReview(path, opened.value, { have, read }, faults);
    if (opened && path.startsWith('chain/')) signed.push({ name: path, at: signedAt(opened.value) });
  }
  const signatures =
    have.has(COUNT) && !changed.has(COUNT)
      ? await checkCount({ files, read, signed, changed }, faults, notes)
      : null;

  return {
    period: manifest.period,
    organization: manifest.organization,
    files: manifest.files.length,
    seals,
    generatedAt: envelope?.value.predicate?.generatedAt ?? null,
    keyFingerprint: envelope?.key.sha256 ?? null,
    keys: [...keys.values()].map(({ id, sha256, firstSeal, lastSeal }) => ({
      id,
      sha256,
      firstSeal,
      lastSeal,
    })),
    signatures,
  };
}

/** The keys by their id. One that cannot be read, or that the auditor did not bring, is a fault. */
export async function readKeys(have, read, trusted, faults) {
  const keys = new Map();
  try {
    const given = trusted.map((pem) => fingerprint(createPublicKey(pem)));
    for (const key of JSON.parse(await read(KEYS))) {
      if (!have.has(key.file)) {
        faults.push(`${key.file}: is missing`);
        continue;
      }
      const publicKey = publicKeyOf(await read(key.file));
      if (!publicKey) {
        faults.push(`${key.file}: is not a public key`);
        continue;
      }
      if (fingerprint(publicKey) !== key.sha256)
        faults.push(`${key.file}: is not the key that ${KEYS} names`);
      if (trusted.length > 0 && !given.includes(fingerprint(publicKey)))
        faults.push(`${key.file}: is not a key that you gave`);
      keys.set(key.id, { ...key, publicKey });
    }
  } catch (error) {
    faults.push(`${KEYS}: does not lead to public keys (${error.message})`);
  }
  return keys;
}

function publicKeyOf(pem) {
  try {
    return createPublicKey(pem);
  } catch {
    return null;
  }
}

const fingerprint = (publicKey) => sha256(publicKey.export({ format: 'der', type: 'spki' }));

/** When a seal, a step of an exception, an access review or a bundle says that it was signed. */
const signedAt = ({ run, at, predicate }) => run?.sealedAt ?? at ?? predicate?.generatedAt ?? '';

/** An access review: its details are those that were signed, and decide about each of the population. */
async function checkReview(path, { details, population }, { have, read }, faults) {
  const name = path.replace('/signed/', '/details/');
  const file = have.has(name) ? await read(name) : '';
  if (sha256(file) !== details.sha256) {
    faults.push(`${name}: is not the file that ${path} pins`);
    return;
  }
  const { decisions } = JSON.parse(file);
  const those = decisions.map(({ type, resource }) => `${type} ${resource}\n`).join('');
  if (decisions.length !== population.principals || sha256(those) !== population.sha256)
    faults.push(`${name}: does not decide about its whole population`);
}

/** @returns how many seals there are. */
async function checkSeals({ have, files, open, read, keys, manifest, signed, changed }, faults) {
  const { chain } = manifest;
  const seals = files.filter((path) => path.startsWith('chain/seals/')).sort();
  let before = chain.previous;
  let expected = chain.first;
  for (const path of seals) {
    const file = await read(path);
    const opened = openEnvelope(path, file, keys, faults);
    if (!opened) continue;
    const { value: seal, key } = opened;
    if (seal.sequence !== expected)
      faults.push(`${path}: seal ${seal.sequence} stands where ${expected} belongs`);
    if (seal.previous !== before) faults.push(`${path}: does not follow from the seal before it`);
    if (seal.sequence < key.firstSeal || (key.lastSeal !== null && seal.sequence > key.lastSeal))
      faults.push(`${path}: its key ${key.id} signed from seal ${key.firstSeal} to ${key.lastSeal ?? 'now'}`);
    before = sha256(file);
    expected = seal.sequence + 1;
    signed.push({ name: path, at: signedAt(seal) });

    const number = path.split('/').pop().replace('.json', '');
    const { targets, signatures } = seal.objects;
    const pinned = { [`chain/results/${number}.ndjson.gz`]: targets };
    if (seal.objects.rescans) pinned[`chain/rescans/${number}.ndjson.gz`] = seal.objects.rescans;
    // A seal that had nothing new to read names the record that was read before it.
    if (signatures?.key.endsWith(`/${number}.json`)) pinned[`chain/signatures/${number}.json`] = signatures;
    for (const [name, object] of Object.entries(pinned)) {
      if (object && !have.has(name)) faults.push(`${name}: is missing`);
      else if (object && (await changeIn(open(name), object.sha256)))
        faults.push(`${name}: is not the file that was sealed`);
      else if (object && object === targets && !changed.has(name))
        await checkResults(name, open(name), seal, faults);
    }
  }
  if (seals.length !== chain.count)
    faults.push(`chain/seals: ${seals.length} seals where the manifest counts ${chain.count}`);
  if (chain.count > 0 && before !== chain.last)
    faults.push('chain/seals: the last seal is not the one listed');
  return seals.length;
}

/** Sorts by a text, whatever order they come in. */
const inOrder = (text) => (a, b) => (text(a) < text(b) ? -1 : text(a) > text(b) ? 1 : 0);

/**
 * Sets what Vouch signed against CloudTrail's record of the key's signatures, one by one, by time.
 * @param signed `name` and `at` of each file that bears a signature @param records CloudTrail's, one of each reading
 */
export function matchSignatures(signed, records) {
  const windows = records.filter(({ unseen }) => unseen === null).map(({ from, to }) => ({ from, to }));
  const events = new Map(
    records.flatMap(({ events }) =>
      events.filter(({ error }) => error === null).map((event) => [event.eventId, event]),
    ),
  );
  const open = [...events.values()].sort(inOrder(({ time, eventId }) => `${time} ${eventId}`));
  const files = new Map();
  const withoutEvent = [];
  for (const { name, at } of [...signed].sort(inOrder(({ name, at }) => `${at} ${name}`))) {
    const apart = ({ time }) => Date.parse(time) - Date.parse(at);
    const index = open.findIndex((event) => apart(event) >= -EARLIER_MS && apart(event) <= LATER_MS);
    if (index >= 0) files.set(open.splice(index, 1)[0].eventId, name);
    else if (windows.some(({ from, to }) => from <= at && at < to)) withoutEvent.push(name);
  }
  const made = files.size + withoutEvent.length;
  const withoutFile = open.map(({ eventId }) => eventId);
  return { files, count: { windows, made, recorded: events.size, withoutEvent, withoutFile } };
}

/** @returns how many signatures were made, and how many CloudTrail recorded. */
async function checkCount({ files, read, signed, changed }, faults, notes) {
  const said = JSON.parse(await read(COUNT));
  const records = [];
  for (const path of files.filter((path) => path.startsWith('chain/signatures/'))) {
    if (changed.has(path)) return null;
    records.push(JSON.parse(await read(path)));
  }
  const { count } = matchSignatures(signed, records);
  for (const [name, value] of Object.entries(count))
    if (JSON.stringify(value) !== JSON.stringify(said[name]))
      faults.push(`${COUNT}: ${name} is not what the files give`);
  for (const name of count.withoutEvent) notes.push(`${name}: CloudTrail has no record of its signature`);
  for (const id of count.withoutFile)
    notes.push(`${COUNT}: CloudTrail's event ${id} is a signature of nothing here`);
  for (const { from, to, why } of said.notCovered)
    notes.push(`${COUNT}: signatures from ${from} to ${to} are not counted: ${why}`);
  return { made: count.made, recorded: count.recorded };
}

/** What is wrong with a file that should have a digest and, where they are known, so many bytes; null when it has. */
async function changeIn(chunks, digest, bytes) {
  const sum = createHash('sha256');
  let size = 0;
  try {
    for await (const chunk of chunks) {
      sum.update(chunk);
      size += chunk.length;
    }
  } catch (error) {
    return `cannot be read (${error.message})`;
  }
  return size === (bytes ?? size) && sum.digest('hex') === digest ? null : 'was changed';
}

async function checkResults(path, packed, seal, faults) {
  let [count, scanned] = [0, 0];
  async function* counted(chunks) {
    for await (const line of linesOf(chunks)) {
      count += 1;
      if (JSON.parse(line).scanned) scanned += 1;
      yield line;
    }
  }
  try {
    const root = await pipeline(packed, createGunzip(), (chunks) => merkleRoot(counted(chunks)));
    if (root !== seal.merkleRoot) faults.push(`${path}: its Merkle root is not the sealed one`);
  } catch (error) {
    faults.push(`${path}: cannot be unpacked (${error.message})`);
    return;
  }
  if (count !== seal.targets.expected || scanned !== seal.targets.scanned) {
    faults.push(
      `${path}: ${scanned} of ${count} targets scanned; the seal says ${seal.targets.scanned} of ${seal.targets.expected}`,
    );
  }
}

/** Every file below a folder, sorted, with `/` between names. */
export const listFiles = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) =>
      relative(folder, join(entry.parentPath ?? entry.path, entry.name))
        .split(sep)
        .join('/'),
    )
    .sort();

/** A folder as `verifyBundle` takes it. */
export const folderSource = (folder) => ({
  files: listFiles(folder),
  open: (path) => createReadStream(join(folder, path), { highWaterMark: 1 << 20 }),
});

/** Prints the outcome. @returns the exit code. */
export function report({ faults, notes, facts }, print = console.log) {
  for (const fault of faults) print(`FAULT  ${fault}`);
  for (const note of notes) print(`NOTE   ${note}`);
  if (faults.length > 0) {
    print(`NOT INTACT: ${faults.length} fault${faults.length === 1 ? '' : 's'}. Do not rely on this bundle.`);
    return 1;
  }
  const { files, seals, period, keys, signatures } = facts;
  print(`INTACT: ${files} files and ${seals} seals, ${period.from} to ${period.to}, signed.`);
  if (signatures)
    print(`Signatures: ${signatures.made} made, ${signatures.recorded} recorded by CloudTrail.`);
  for (const { sha256, firstSeal, lastSeal } of keys)
    print(`Public key SHA-256 ${sha256}, seals ${firstSeal} to ${lastSeal ?? 'now'}`);
  print('Compare each key with the one that the company gave you by another way.');
  return 0;
}

/** Whether a file is the program that Node.js was started with. */
export const isStarted = (url) => process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(url);
/** The bundle around a verifier's file. */
export const around = (url) => join(dirname(fileURLToPath(url)), '..');

if (isStarted(import.meta.url)) {
  const [folder = around(import.meta.url)] = process.argv.slice(2);
  process.exitCode = report(await verifyBundle(folderSource(folder)));
}
