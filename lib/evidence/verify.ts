import { stat } from 'node:fs/promises';
import { folderSource, type Verification, verifyBundle } from './verifier/verify.mjs';
import { openZip, ZipError } from './zip.ts';

/**
 * Verifies a bundle, packed or unpacked, whatever its size: it is read in pieces.
 * @param key PEM of the public key to trust instead of the one in the bundle
 */
export async function verifyFile(path: string, key?: string): Promise<Verification> {
  const trusted = { ...(key && { key }) };
  if ((await stat(path)).isDirectory()) return verifyBundle({ ...folderSource(path), ...trusted });
  try {
    const zip = await openZip(path);
    try {
      const { faults, facts } = await verifyBundle({ ...zip, ...trusted });
      // Where a file is at fault, it explains itself better than the container around it.
      const altered = faults.length === 0 ? await zip.altered() : null;
      return { faults: altered ? [`${altered}: the ZIP around it was changed`] : faults, facts };
    } finally {
      zip.close();
    }
  } catch (error) {
    if (error instanceof ZipError) return { faults: [`${path}: ${error.message}`], facts: null };
    throw error;
  }
}
