import { readFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import type { Signer } from '#lib/domain/ports.ts';
import { sha256 } from '#lib/evidence/canonical.ts';
import { type Envelope, payloadOf, preAuthenticationEncoding, signedFile } from '#lib/evidence/dsse.ts';
import { listFiles, type Verification, verifyBundle } from '#lib/evidence/verifier/verify.mjs';
import { verifyFile } from '#lib/evidence/verify.ts';

/** A bundle's files in memory, by path. */
export type Files = Map<string, Buffer>;

export const readFiles = (folder: string): Files =>
  new Map(listFiles(folder).map((path) => [path, readFileSync(join(folder, path))]));

/** Verifies files in memory. */
export const verifyFiles = (files: Files, ...trusted: string[]): Promise<Verification> =>
  verifyBundle({
    files: [...files.keys()].sort(),
    open: async function* (path: string) {
      yield files.get(path) ?? Buffer.alloc(0);
    } as never,
    trusted,
  });

/** What is large and means nothing to verification but that it is listed: one of a kind is like the other. */
const LARGE = /^(?:human|machine|schema|populations|ipe|controls)\/|\.(?:pdf|html|xlsx)$/;

/** A bundle without what is large, signed anew: every byte of it can be tried. */
export const reduced = (files: Files, signer: Signer): Promise<Files> =>
  signAnew(new Map([...files].filter(([path]) => !LARGE.test(path))), signer);

/** What one kind of mutation came to. */
export interface Tried {
  readonly kind: string;
  tried: number;
  /** Those that verification did not see, by what was mutated. */
  readonly missed: string[];
}

/**
 * Flips bits of every byte of every file, or of every `step`th.
 * @param masks each is one way to change a byte
 */
export async function mutateBytes(
  files: Files,
  masks: readonly number[],
  step = 1,
  progress: (path: string) => void = () => {},
): Promise<Tried> {
  const result: Tried = { kind: 'bytes of files changed', tried: 0, missed: [] };
  let offset = 0;
  for (const [path, bytes] of files) {
    progress(path);
    // Whatever the step, the first and the last byte of every file are among them.
    const positions = new Set([0, bytes.length - 1]);
    for (let position = offset % step; position < bytes.length; position += step) positions.add(position);
    offset += 1;
    for (const position of positions) {
      const kept = bytes[position];
      if (kept === undefined) continue;
      for (const mask of masks) {
        bytes[position] = kept ^ mask;
        result.tried += 1;
        const { faults } = await verifyFiles(files);
        if (!faults.some((fault) => fault.startsWith(`${path}:`)))
          result.missed.push(`${path} at ${position} by ${mask}`);
      }
      bytes[position] = kept;
    }
  }
  return result;
}

/** Removes, empties, shortens, lengthens, renames, copies and swaps every file. */
export async function mutateFiles(files: Files): Promise<readonly Tried[]> {
  const paths = [...files.keys()];
  const swapped = (path: string, index: number): Files | null => {
    const other = paths[(index + 1) % paths.length] ?? '';
    const [mine, theirs] = [files.get(path), files.get(other)];
    // Two empty tables with the same columns are the same file.
    if (!mine || !theirs || mine.equals(theirs)) return null;
    return new Map(files).set(path, theirs).set(other, mine);
  };
  const without = (path: string): Files => {
    const rest = new Map(files);
    rest.delete(path);
    return rest;
  };
  const content = (path: string): Buffer => files.get(path) ?? Buffer.alloc(0);
  const KINDS: Readonly<Record<string, (path: string, index: number) => Files | null>> = {
    'files removed': without,
    'files emptied': (path) =>
      content(path).length === 0 ? null : new Map(files).set(path, Buffer.alloc(0)),
    'files one byte shorter': (path) =>
      content(path).length === 0 ? null : new Map(files).set(path, content(path).subarray(0, -1)),
    'files one byte longer': (path) =>
      new Map(files).set(path, Buffer.concat([content(path), Buffer.of(10)])),
    'files renamed': (path) => without(path).set(`${path}.old`, content(path)),
    'files copied beside themselves': (path) => new Map(files).set(`${path}.copy`, content(path)),
    'files swapped with the next': swapped,
  };
  const results: Tried[] = [];
  for (const [kind, mutate] of Object.entries(KINDS)) {
    const result: Tried = { kind, tried: 0, missed: [] };
    for (const [index, path] of paths.entries()) {
      const mutated = mutate(path, index);
      if (!mutated) continue;
      result.tried += 1;
      const { faults } = await verifyFiles(mutated);
      // Of two that were swapped, either says it.
      const named = kind.startsWith('files swapped') || faults.some((fault) => fault.startsWith(path));
      if (faults.length === 0 || !named) result.missed.push(path);
    }
    results.push(result);
  }
  return results;
}

/** Sizes in a ZIP (APPNOTE 4.3.7, 4.3.9): a local header without its name, and the record behind a file's content. */
const [HEADER, DESCRIPTOR] = [30, 16];

/** The positions in a ZIP of files that are no file's content: headers, names, checksums, the directory. */
export function* frame(files: Files, size: number): Generator<number> {
  let position = 0;
  const upTo = function* (end: number) {
    for (; position < end; position += 1) yield position;
  };
  for (const [path, bytes] of [...files].sort(([a], [b]) => (a < b ? -1 : 1))) {
    yield* upTo(position + HEADER + Buffer.byteLength(path));
    position += bytes.length;
    yield* upTo(position + DESCRIPTOR);
  }
  yield* upTo(size);
}

/** Changes bytes of a ZIP on disk, one at a time; it is as it was in the end. */
export async function mutateZip(
  zip: string,
  positions: Iterable<number>,
  masks: readonly number[],
): Promise<Tried> {
  const result: Tried = { kind: 'bytes of the ZIP changed', tried: 0, missed: [] };
  const file = await open(zip, 'r+');
  try {
    for (const position of positions) {
      const { buffer } = await file.read(Buffer.alloc(1), 0, 1, position);
      for (const mask of masks) {
        await file.write(Buffer.of((buffer[0] ?? 0) ^ mask), 0, 1, position);
        result.tried += 1;
        const { faults } = await verifyFile(zip);
        if (!faults.every((fault) => /^[^:]+: /.test(fault)) || faults.length === 0)
          result.missed.push(`at ${position} by ${mask}`);
      }
      await file.write(buffer, 0, 1, position);
    }
  } finally {
    await file.close();
  }
  return result;
}

/**
 * Signs a bundle anew after its files were changed, as only the holder of the key can.
 * @param chain what its manifest is to say of the chain otherwise
 */
export async function signAnew(files: Files, signer: Signer, chain: object = {}): Promise<Files> {
  const unlisted = ['MANIFEST.json', 'MANIFEST.dsse.json', 'verify/SHA256SUMS', 'verify/manifest.pae'];
  const [listed, signed] = [new Map(files), new Map(files)];
  for (const path of [...unlisted, 'verify/manifest.sig']) listed.delete(path);
  const manifest = JSON.parse(String(files.get('MANIFEST.json'))) as { chain: object };
  const entries = [...listed]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([path, bytes]) => ({ path, sha256: sha256(bytes), bytes: bytes.length, rows: null }));
  const text = JSON.stringify(
    { ...manifest, chain: { ...manifest.chain, ...chain }, files: entries },
    null,
    2,
  );
  const sums = entries.map(({ path, sha256: digest }) => `${digest}  ${path}\n`).join('');
  signed.set('MANIFEST.json', Buffer.from(text)).set('verify/SHA256SUMS', Buffer.from(sums));
  const subject = ['MANIFEST.json', 'verify/SHA256SUMS'].map((name) => ({
    name,
    digest: { sha256: sha256(signed.get(name) ?? '') },
  }));
  const statement = payloadOf<object>(files.get('MANIFEST.dsse.json') ?? Buffer.alloc(0));
  const file = await signedFile(signer, 'application/vnd.in-toto+json', { ...statement, subject });
  const { payload, payloadType, signatures } = JSON.parse(file.toString()) as Envelope;
  return signed
    .set('MANIFEST.dsse.json', file)
    .set('verify/manifest.pae', preAuthenticationEncoding(payloadType, Buffer.from(payload, 'base64')))
    .set('verify/manifest.sig', Buffer.from(signatures[0]?.sig ?? '', 'base64'));
}
