import { readFileSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { listFiles, type Verification, verifyBundle } from './verifier/verify.mjs';
import { unpackZip, ZipError } from './zip.ts';

/**
 * Verifies a bundle, packed or unpacked.
 * @param key PEM of the public key to trust instead of the one in the bundle
 */
export async function verifyFile(path: string, key?: string): Promise<Verification> {
  if ((await stat(path)).isDirectory()) {
    return verifyBundle({
      files: listFiles(path),
      read: (file) => readFileSync(join(path, file)),
      ...(key && { key }),
    });
  }
  try {
    const { files, altered } = await unpackZip(await readFile(path));
    const read = (file: string): Buffer => files.get(file) ?? Buffer.alloc(0);
    const { faults, facts } = verifyBundle({ files: [...files.keys()].sort(), read, ...(key && { key }) });
    const container = altered && faults.length === 0 ? [`${altered}: the ZIP around it was changed`] : [];
    return { faults: [...faults, ...container], facts };
  } catch (error) {
    if (error instanceof ZipError) return { faults: [`${path}: ${error.message}`], facts: null };
    throw error;
  }
}
