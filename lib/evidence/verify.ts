import { stat } from 'node:fs/promises';
import { folderSource, type Verification, verifyBundle } from './verifier/verify.mjs';
import { openZip, ZipError } from './zip.ts';

/**
 * Verifies a bundle, packed or unpacked, whatever its size: it is read in pieces.
 * @param trusted PEMs of the only public keys to trust; none: those in the bundle
 */
export async function verifyFile(path: string, ...trusted: readonly string[]): Promise<Verification> {
  if ((await stat(path)).isDirectory()) return verifyBundle({ ...folderSource(path), trusted });
  try {
    const zip = await openZip(path);
    try {
      const { faults, notes, facts } = await verifyBundle({ ...zip, trusted });
      // Where a file is at fault, it explains itself better than the container around it.
      const altered = faults.length === 0 ? await zip.altered() : null;
      return { faults: altered ? [`${altered}: the ZIP around it was changed`] : faults, notes, facts };
    } finally {
      zip.close();
    }
  } catch (error) {
    if (error instanceof ZipError) return { faults: [`${path}: ${error.message}`], notes: [], facts: null };
    throw error;
  }
}
