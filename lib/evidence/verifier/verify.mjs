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

const ENVELOPE = 'MANIFEST.dsse.json';
const MANIFEST = 'MANIFEST.json';
const SIGNED_BYTES = 'verify/manifest.pae';
const SIGNATURE = 'verify/manifest.sig';
const KEY = 'verify/public-key.pem';
/** Files that hold or derive from the signature over the manifest; all others are listed in it. */
const UNLISTED = [ENVELOPE, MANIFEST, SIGNED_BYTES, SIGNATURE];

const hash = (...parts) => parts.reduce((h, part) => h.update(part), createHash('sha256')).digest();
const sha256 = (bytes) => hash(bytes).toString('hex');

/** DSSE v1 pre-authentication encoding: the bytes that are signed. */
const pae = (type, payload) =>
  Buffer.concat([Buffer.from(`DSSEv1 ${Buffer.byteLength(type)} ${type} ${payload.length} `), payload]);

/** RFC 6962 Merkle root (hex) of leaves that come one by one. The complete subtrees so far are kept, largest first. */
export async function merkleRoot(leaves) {
  const trees = [];
  for await (const leaf of leaves) {
    let tree = { size: 1, root: hash(Buffer.of(0), leaf) };
    while (trees.at(-1)?.size === tree.size)
      tree = { size: tree.size * 2, root: hash(Buffer.of(1), trees.pop().root, tree.root) };
    trees.push(tree);
  }
  const roots = trees.map(({ root }) => root);
  const root =
    roots.length === 0 ? hash() : roots.reduceRight((right, left) => hash(Buffer.of(1), left, right));
  return root.toString('hex');
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

/** Opens an envelope: its JSON value, or null with a fault when the signature does not hold. */
function openEnvelope(name, file, key, faults) {
  try {
    const { payloadType, payload, signatures } = JSON.parse(file);
    const bytes = Buffer.from(payload, 'base64');
    const signature = Buffer.from(signatures[0].sig, 'base64');
    // The text must be the one way to write it, or a changed byte could mean the same.
    const text = `{"payload":"${bytes.toString('base64')}","payloadType":"${payloadType}","signatures":[{"keyid":"${signatures[0].keyid}","sig":"${signature.toString('base64')}"}]}\n`;
    if (text !== file.toString()) faults.push(`${name}: is not written in its canonical form`);
    const signed = pae(payloadType, bytes);
    if (!verifySignature('sha256', signed, key, signature)) {
      faults.push(`${name}: the signature does not match`);
      return null;
    }
    return { value: JSON.parse(bytes), signed, signature, keyid: signatures[0].keyid };
  } catch (error) {
    faults.push(`${name}: cannot be read as a signed envelope (${error.message})`);
    return null;
  }
}

/**
 * @param bundle `files`: sorted paths with `/`; `open(path)`: a stream of a file's bytes; `key`: PEM to trust instead of the bundle's own
 * @returns `faults`: one line each, beginning with the file's name; empty when the bundle is intact. `facts`: what was verified.
 */
export async function verifyBundle({ files, open, key: trusted }) {
  const faults = [];
  const have = new Set(files);
  const read = async (path) => buffer(await open(path));
  const absent = [...UNLISTED, KEY].filter((name) => !have.has(name));
  if (absent.length > 0) return { faults: absent.map((name) => `${name}: is missing`), facts: null };

  // 1. The key: the bundle's own, or the one that the auditor brought.
  let key;
  try {
    key = createPublicKey(trusted ?? (await read(KEY)));
  } catch (error) {
    return { faults: [`${KEY}: is not a public key (${error.message})`], facts: null };
  }
  const keyBytes = key.export({ format: 'der', type: 'spki' });
  if (trusted && !sameKey(await read(KEY), keyBytes)) faults.push(`${KEY}: is not the key that you gave`);

  // 2. The signature over the manifest's digest, and its copies for openssl.
  const manifestFile = await read(MANIFEST);
  const envelope = openEnvelope(ENVELOPE, await read(ENVELOPE), key, faults);
  if (envelope) {
    if (envelope.value.subject?.[0]?.digest?.sha256 !== sha256(manifestFile)) {
      faults.push(`${MANIFEST}: is not the file that was signed`);
    }
    if (!(await read(SIGNED_BYTES)).equals(envelope.signed))
      faults.push(`${SIGNED_BYTES}: differs from ${ENVELOPE}`);
    if (!(await read(SIGNATURE)).equals(envelope.signature))
      faults.push(`${SIGNATURE}: differs from ${ENVELOPE}`);
  }

  // 3. Every file: listed, present, unchanged.
  let manifest;
  try {
    manifest = JSON.parse(manifestFile);
  } catch (error) {
    return { faults: [...faults, `${MANIFEST}: is not JSON (${error.message})`], facts: null };
  }
  const listed = new Set(manifest.files.map(({ path }) => path));
  for (const { path, sha256: digest, bytes } of manifest.files) {
    if (!have.has(path)) faults.push(`${path}: is missing`);
    else if (!(await isUnchanged(await open(path), digest, bytes))) faults.push(`${path}: was changed`);
  }
  for (const path of files) {
    if (!listed.has(path) && !UNLISTED.includes(path)) faults.push(`${path}: was added`);
  }

  // 4. The chain of seals: signed, without holes, each naming the one before; each run's results match its seal.
  const seals = files.filter((path) => path.startsWith('chain/seals/')).sort();
  let before = manifest.chain.previous;
  let expected = manifest.chain.first;
  for (const path of seals) {
    const file = await read(path);
    const seal = openEnvelope(path, file, key, faults)?.value;
    if (!seal) continue;
    if (seal.sequence !== expected)
      faults.push(`${path}: seal ${seal.sequence} stands where ${expected} belongs`);
    if (seal.previous !== before) faults.push(`${path}: does not follow from the seal before it`);
    before = sha256(file);
    expected = seal.sequence + 1;
    const results = `chain/results/${path.split('/').pop().replace('.json', '.ndjson.gz')}`;
    if (seal.objects.targets && have.has(results))
      await checkResults(results, await open(results), seal, faults);
    else if (seal.objects.targets) faults.push(`${results}: is missing`);
  }
  if (seals.length !== manifest.chain.count) {
    faults.push(`chain/seals: ${seals.length} seals where the manifest counts ${manifest.chain.count}`);
  }
  if (manifest.chain.count > 0 && before !== manifest.chain.last)
    faults.push('chain/seals: the last seal is not the one listed');

  return {
    faults: [...new Set(faults)],
    facts: {
      period: manifest.period,
      organization: manifest.organization,
      files: manifest.files.length,
      seals: seals.length,
      generatedAt: envelope?.value.predicate?.generatedAt ?? null,
      keyFingerprint: sha256(keyBytes),
    },
  };
}

async function isUnchanged(chunks, digest, bytes) {
  const sum = createHash('sha256');
  let size = 0;
  for await (const chunk of chunks) {
    sum.update(chunk);
    size += chunk.length;
  }
  return size === bytes && sum.digest('hex') === digest;
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

function sameKey(pem, der) {
  try {
    return createPublicKey(pem).export({ format: 'der', type: 'spki' }).equals(der);
  } catch {
    return false;
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
export function report({ faults, facts }, print = console.log) {
  for (const fault of faults) print(`FAULT  ${fault}`);
  if (faults.length > 0) {
    print(`NOT INTACT: ${faults.length} fault${faults.length === 1 ? '' : 's'}. Do not rely on this bundle.`);
    return 1;
  }
  print(
    `INTACT: ${facts.files} files and ${facts.seals} seals, ${facts.period.from} to ${facts.period.to}, signed.`,
  );
  print(
    `Public key SHA-256 ${facts.keyFingerprint}: compare it with the one that the company gave you by another way.`,
  );
  return 0;
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const folder = process.argv[2] ?? join(dirname(fileURLToPath(import.meta.url)), '..');
  process.exitCode = report(await verifyBundle(folderSource(folder)));
}
