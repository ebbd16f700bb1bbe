// Verifies an unpacked evidence bundle with Node.js alone: no packages, no network, no AWS.
//   node verify/verify.mjs [folder]        exit 0: intact; 1: not intact, with every fault named
// What it checks is listed in the order of the functions below.
import { createHash, createPublicKey, verify as verifySignature } from 'node:crypto';
import { readdirSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';

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

/** RFC 6962 Merkle root of lines, in hex. */
export function merkleRoot(leaves) {
  const node = (from, to) => {
    if (to - from === 1) return hash(Buffer.of(0), leaves[from]);
    let half = 1;
    while (half * 2 < to - from) half *= 2;
    return hash(Buffer.of(1), node(from, from + half), node(from + half, to));
  };
  return (leaves.length === 0 ? hash() : node(0, leaves.length)).toString('hex');
}

/** Opens an envelope: its JSON value, or null with a fault when the signature does not hold. */
function open(name, file, key, faults) {
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
 * @param bundle `files`: sorted paths with `/`; `read(path)`: a file's bytes; `key`: PEM to trust instead of the bundle's own
 * @returns `faults`: one line each, beginning with the file's name; empty when the bundle is intact. `facts`: what was verified.
 */
export function verifyBundle({ files, read, key: trusted }) {
  const faults = [];
  const have = new Set(files);
  const absent = [...UNLISTED, KEY].filter((name) => !have.has(name));
  if (absent.length > 0) return { faults: absent.map((name) => `${name}: is missing`), facts: null };

  // 1. The key: the bundle's own, or the one that the auditor brought.
  let key;
  try {
    key = createPublicKey(trusted ?? read(KEY));
  } catch (error) {
    return { faults: [`${KEY}: is not a public key (${error.message})`], facts: null };
  }
  const keyBytes = key.export({ format: 'der', type: 'spki' });
  if (trusted && !sameKey(read(KEY), keyBytes)) faults.push(`${KEY}: is not the key that you gave`);

  // 2. The signature over the manifest's digest, and its copies for openssl.
  const manifestFile = read(MANIFEST);
  const envelope = open(ENVELOPE, read(ENVELOPE), key, faults);
  if (envelope) {
    if (envelope.value.subject?.[0]?.digest?.sha256 !== sha256(manifestFile)) {
      faults.push(`${MANIFEST}: is not the file that was signed`);
    }
    if (!read(SIGNED_BYTES).equals(envelope.signed)) faults.push(`${SIGNED_BYTES}: differs from ${ENVELOPE}`);
    if (!read(SIGNATURE).equals(envelope.signature)) faults.push(`${SIGNATURE}: differs from ${ENVELOPE}`);
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
    else {
      const file = read(path);
      if (file.length !== bytes || sha256(file) !== digest) faults.push(`${path}: was changed`);
    }
  }
  for (const path of files) {
    if (!listed.has(path) && !UNLISTED.includes(path)) faults.push(`${path}: was added`);
  }

  // 4. The chain of seals: signed, without holes, each naming the one before; each run's results match its seal.
  const seals = files.filter((path) => path.startsWith('chain/seals/')).sort();
  let before = manifest.chain.previous;
  let expected = manifest.chain.first;
  for (const path of seals) {
    const file = read(path);
    const seal = open(path, file, key, faults)?.value;
    if (!seal) continue;
    if (seal.sequence !== expected)
      faults.push(`${path}: seal ${seal.sequence} stands where ${expected} belongs`);
    if (seal.previous !== before) faults.push(`${path}: does not follow from the seal before it`);
    before = sha256(file);
    expected = seal.sequence + 1;
    const results = `chain/results/${path.split('/').pop().replace('.json', '.ndjson.gz')}`;
    if (seal.objects.targets && have.has(results)) checkResults(results, read(results), seal, faults);
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

function checkResults(path, file, seal, faults) {
  let lines;
  try {
    lines = gunzipSync(file).toString().split('\n').slice(0, -1);
  } catch (error) {
    faults.push(`${path}: cannot be unpacked (${error.message})`);
    return;
  }
  if (merkleRoot(lines) !== seal.merkleRoot) faults.push(`${path}: its Merkle root is not the sealed one`);
  const scanned = lines.filter((line) => JSON.parse(line).scanned).length;
  if (lines.length !== seal.targets.expected || scanned !== seal.targets.scanned) {
    faults.push(
      `${path}: ${scanned} of ${lines.length} targets scanned; the seal says ${seal.targets.scanned} of ${seal.targets.expected}`,
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
  process.exitCode = report(
    verifyBundle({ files: listFiles(folder), read: (path) => readFileSync(join(folder, path)) }),
  );
}
