import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ownSide } from '#lib/adapters/clients.ts';
import { bundleDownloads } from '#lib/adapters/deployment.ts';
import { download } from '#lib/cli/download.ts';
import { useMoto } from './support/moto.ts';

useMoto();
const BUCKET = 'downloads';
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'vouch-downloads-'));
  await new S3Client(ownSide()).send(
    new CreateBucketCommand({
      Bucket: BUCKET,
      CreateBucketConfiguration: { LocationConstraint: 'eu-west-1' },
    }),
  );
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Serves one path on this machine while some work goes on. */
async function served<T>(listener: RequestListener, work: (url: string) => Promise<T>): Promise<T> {
  const server: Server = createServer(listener);
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  try {
    return await work(`http://127.0.0.1:${(server.address() as AddressInfo).port}/bundle.zip`);
  } finally {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  }
}

describe('a bundle in the bucket', () => {
  test.each([
    ['small', 1_000],
    ['larger than one part', 70 * 2 ** 20],
  ])('%s: is uploaded once, and comes back by its link as it was', async (name, size) => {
    const file = join(folder, `${name}.zip`);
    const bytes = Buffer.alloc(size, 'evidence');
    writeFileSync(file, bytes);
    const downloads = await bundleDownloads(BUCKET);
    expect(await downloads.put(`bundles/${name}.zip`, file)).toBe(true);
    writeFileSync(file, 'something else');
    expect(await downloads.put(`bundles/${name}.zip`, file)).toBe(false);
    const back = join(folder, `${name}-back.zip`);
    await download(await downloads.link(`bundles/${name}.zip`), back);
    expect(readFileSync(back).equals(bytes)).toBe(true);
  });
});

describe('a download', () => {
  test('that is refused says so', async () => {
    const refuse: RequestListener = (_, response) => response.writeHead(403).end('AccessDenied');
    const path = join(folder, 'refused.zip');
    await expect(served(refuse, (url) => download(url, path))).rejects.toThrow(
      'the download was refused: 403 AccessDenied',
    );
    expect(existsSync(path)).toBe(false);
  });

  test('that breaks off leaves nothing behind', async () => {
    const breakOff: RequestListener = (_, response) => {
      response.writeHead(200, { 'content-length': '1000' });
      response.write('x'.repeat(10), () => response.destroy());
    };
    const path = join(folder, 'broken.zip');
    await expect(served(breakOff, (url) => download(url, path))).rejects.toThrow();
    expect([existsSync(path), existsSync(`${path}.part`)]).toEqual([false, false]);
  });
});
