import { createReadStream, createWriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import yauzl from 'yauzl';
import yazl from 'yazl';
import type { BundleSource } from './verifier/verify.mjs';

/** The same local time in every time zone, which is what a ZIP entry stores. */
const FIXED_TIME = new Date(1980, 0, 1);
const OPTIONS = { mtime: FIXED_TIME, mode: 0o100644, compress: false, forceDosTimestamp: true } as const;
/** Read at once from disk. */
const CHUNK = { highWaterMark: 1 << 20 };

interface Entry {
  readonly path: string;
  readonly size: number;
  open(): Promise<Readable>;
}

/**
 * A ZIP whose bytes depend on its files' names and content alone: sorted, stored, one fixed time.
 * Stored, because compressors differ between versions and what is not reproducible cannot be verified byte by byte.
 * What does not fit a ZIP of 1989 (4 GiB, 65,534 entries) is written as ZIP64.
 */
function zipOf(entries: readonly Entry[]): Readable {
  const zip = new yazl.ZipFile();
  for (const { path, size, open } of [...entries].sort((a, b) => (a.path < b.path ? -1 : 1))) {
    zip.addReadStreamLazy(path, { ...OPTIONS, size }, (callback) => {
      void open().then(
        (stream) => callback(null, stream),
        (error: Error) => zip.emit('error', error),
      );
    });
  }
  zip.end();
  const out = zip.outputStream as Readable;
  zip.on('error', (error: Error) => out.destroy(error));
  return out;
}

/** Packs files below a folder. */
export async function packZip(folder: string, paths: readonly string[], out: string): Promise<void> {
  const entries = await Promise.all(
    paths.map(async (path) => {
      const file = join(folder, path);
      return { path, size: (await stat(file)).size, open: async () => createReadStream(file, CHUNK) };
    }),
  );
  await pipeline(zipOf(entries), createWriteStream(out));
}

/** A ZIP that is not one of ours, or no longer. */
export class ZipError extends Error {
  override readonly name = 'ZipError';
}

const refuse = (error: unknown): never => {
  throw new ZipError(`the file is not an intact ZIP: ${error instanceof Error ? error.message : error}`);
};

/** A bundle's ZIP, opened. */
export interface OpenZip extends BundleSource {
  /**
   * Packs the files again: a container with so much as one byte of its own differs.
   * @returns the name of the entry around the first byte that differs; null when none does
   */
  altered(): Promise<string | null>;
  close(): void;
}

/**
 * Opens a bundle's ZIP; its files are read as they are asked for.
 * @throws ZipError when it is truncated, not a ZIP, or has names that lead outside of a folder. Streams of its files too.
 */
export async function openZip(file: string): Promise<OpenZip> {
  const zip = await yauzl
    .openPromise(file, { autoClose: false, lazyEntries: true, strictFileNames: true })
    .catch(refuse);
  const entries = new Map<string, yauzl.Entry>();
  try {
    for await (const entry of zip.eachEntry()) {
      if (entries.has(entry.fileName)) throw new Error(`it has two entries named ${entry.fileName}`);
      if (entry.compressionMethod !== 0) throw new Error(`${entry.fileName}: it is compressed`);
      entries.set(entry.fileName, entry);
    }
  } catch (error) {
    zip.close();
    refuse(error);
  }
  const open = async (path: string): Promise<Readable> => {
    const entry = entries.get(path) ?? refuse(`${path}: there is no such entry`);
    return zip
      .openReadStreamPromise(entry)
      .catch((error: Error) => refuse(`${entry.fileName}: ${error.message}`));
  };
  return {
    files: [...entries.keys()].sort(),
    open,
    close: () => zip.close(),
    altered: async () => {
      const again = zipOf(
        [...entries.values()].map(({ fileName, uncompressedSize }) => ({
          path: fileName,
          size: uncompressedSize,
          open: () => open(fileName),
        })),
      );
      const position = await firstDifference(createReadStream(file, CHUNK), again);
      return position === null ? null : around(position, [...entries.values()]);
    },
  };
}

/** Where two streams part; null when they are equal. */
async function firstDifference(one: Readable, other: Readable): Promise<number | null> {
  const chunks = one[Symbol.asyncIterator]();
  let ahead = Buffer.alloc(0);
  let position = 0;
  for await (const expected of other as AsyncIterable<Buffer>) {
    while (ahead.length < expected.length) {
      const { value, done } = (await chunks.next()) as IteratorResult<Buffer>;
      if (done) break;
      ahead = Buffer.concat([ahead, value]);
    }
    if (!ahead.subarray(0, expected.length).equals(expected)) {
      const index = expected.findIndex((byte, at) => byte !== ahead[at]);
      one.destroy();
      return position + index;
    }
    ahead = ahead.subarray(expected.length);
    position += expected.length;
  }
  const { done } = await chunks.next();
  one.destroy();
  return ahead.length === 0 && done ? null : position;
}

/** The entry around a position of a ZIP. */
function around(position: number, entries: readonly yauzl.Entry[]): string {
  const before = entries.filter(({ relativeOffsetOfLocalHeader }) => relativeOffsetOfLocalHeader <= position);
  before.sort((a, b) => a.relativeOffsetOfLocalHeader - b.relativeOffsetOfLocalHeader);
  const last = before.at(-1);
  return last && (before.length < entries.length || position < endOf(last))
    ? last.fileName
    : 'the directory of the ZIP';
}

/** Where an entry's content ends: behind its header of 30 bytes and its name (APPNOTE 4.3.7). */
const endOf = ({ relativeOffsetOfLocalHeader, fileNameLength, compressedSize }: yauzl.Entry): number =>
  relativeOffsetOfLocalHeader + 30 + fileNameLength + compressedSize;
