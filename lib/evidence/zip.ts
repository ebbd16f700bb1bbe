import { createReadStream, createWriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import yauzl from 'yauzl';
import yazl from 'yazl';

/** The same local time in every time zone, which is what a ZIP entry stores. */
const FIXED_TIME = new Date(1980, 0, 1);
/** The end of central directory record: its size, and where in it the directory's offset stands (APPNOTE 4.3.16). */
const END_RECORD = 22;
const DIRECTORY_OFFSET = 16;
const OPTIONS = { mtime: FIXED_TIME, mode: 0o100644, compress: false, forceDosTimestamp: true } as const;

interface Entry {
  readonly path: string;
  readonly size: number;
  open(): Readable;
}

/**
 * A ZIP whose bytes depend on its files' names and content alone: sorted, stored, one fixed time.
 * Stored, because compressors differ between versions and what is not reproducible cannot be verified byte by byte.
 */
function zipOf(entries: readonly Entry[]): NodeJS.ReadableStream {
  const zip = new yazl.ZipFile();
  for (const { path, size, open } of [...entries].sort((a, b) => (a.path < b.path ? -1 : 1))) {
    zip.addReadStreamLazy(path, { ...OPTIONS, size }, (callback) => callback(null, open()));
  }
  zip.end();
  return zip.outputStream;
}

/** Packs files below a folder. */
export async function packZip(folder: string, paths: readonly string[], out: string): Promise<void> {
  const entries = await Promise.all(
    paths.map(async (path) => {
      const file = join(folder, path);
      return { path, size: (await stat(file)).size, open: () => createReadStream(file) };
    }),
  );
  await pipeline(zipOf(entries), createWriteStream(out));
}

/** A ZIP that is not one of ours, or no longer. */
export class ZipError extends Error {
  override readonly name = 'ZipError';
}

/**
 * Reads a bundle's ZIP into memory, and packs it again: a container with so much as one byte of its own differs.
 * @returns the files by path, and the name of the entry around the first byte that differs (null when none does)
 * @throws ZipError when it is truncated, not a ZIP, or has names that lead outside of a folder
 */
export async function unpackZip(
  bytes: Buffer,
): Promise<{ readonly files: ReadonlyMap<string, Buffer>; readonly altered: string | null }> {
  const files = new Map<string, Buffer>();
  const offsets: { readonly path: string; readonly offset: number }[] = [];
  try {
    const zip = await yauzl.fromBufferPromise(bytes, { lazyEntries: true, strictFileNames: true });
    for await (const entry of zip.eachEntry()) {
      if (files.has(entry.fileName)) throw new Error(`it has two entries named ${entry.fileName}`);
      files.set(entry.fileName, await content(zip, entry));
      offsets.push({ path: entry.fileName, offset: entry.relativeOffsetOfLocalHeader });
    }
  } catch (error) {
    throw new ZipError(`the file is not an intact ZIP: ${error instanceof Error ? error.message : error}`);
  }
  return { files, altered: await difference(bytes, files, offsets) };
}

async function content(zip: yauzl.ZipFile, entry: yauzl.Entry): Promise<Buffer> {
  try {
    return await buffer(await zip.openReadStreamPromise(entry));
  } catch (error) {
    throw new Error(`${entry.fileName}: ${error instanceof Error ? error.message : error}`);
  }
}

async function difference(
  bytes: Buffer,
  files: ReadonlyMap<string, Buffer>,
  offsets: readonly { readonly path: string; readonly offset: number }[],
): Promise<string | null> {
  const entries = [...files].map(([path, content]) => ({
    path,
    size: content.length,
    open: () => Readable.from([content], { objectMode: false }),
  }));
  const expected = await buffer(zipOf(entries));
  if (expected.equals(bytes)) return null;
  let position = 0;
  while (position < expected.length && expected[position] === bytes[position]) position += 1;
  const directory = expected.readUInt32LE(expected.length - END_RECORD + DIRECTORY_OFFSET);
  const sorted = [...offsets].sort((a, b) => a.offset - b.offset);
  const around = sorted.filter(({ offset }) => offset <= position).at(-1);
  return around && position < directory ? around.path : 'the directory of the ZIP';
}
