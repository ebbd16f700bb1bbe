import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { noSpace } from '../evidence/no-space.ts';
import { progress } from './terminal.ts';

const MEGABYTE = 1_000_000;

/**
 * Downloads to a file, showing how far it is. The file has its name once it is whole; of what was cut short nothing is
 * left.
 * @throws NoSpace when the disk is full, Error when the server refuses or breaks off
 */
export async function download(url: string, path: string): Promise<void> {
  const response = await fetch(url);
  if (!response.ok || !response.body)
    throw new Error(`the download was refused: ${response.status} ${(await response.text()).slice(0, 200)}`);
  const expected = Number(response.headers.get('content-length') ?? Number.NaN);
  const show = progress('MB');
  let bytes = 0;
  const counting = new Transform({
    transform(chunk: Buffer, _, done) {
      bytes += chunk.length;
      if (expected > 0) show(Math.floor(bytes / MEGABYTE), Math.ceil(expected / MEGABYTE), '');
      done(null, chunk);
    },
  });
  const part = `${path}.part`;
  try {
    await pipeline(Readable.fromWeb(response.body as ReadableStream), counting, createWriteStream(part));
    if (Number.isFinite(expected) && bytes !== expected)
      throw new Error(`the download broke off after ${bytes} of ${expected} bytes: try again`);
    const whole = Math.ceil(bytes / MEGABYTE);
    show(whole, whole, '');
    await rename(part, path);
  } catch (error) {
    await rm(part, { force: true });
    throw noSpace(error, dirname(path));
  }
}
