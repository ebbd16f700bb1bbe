import { createPublicKey } from 'node:crypto';
import type { Evidence, Signer } from '../domain/ports.ts';
import { type KeyRecord, keyName } from '../domain/signature.ts';
import { canonical, sha256 } from './canonical.ts';

const FOLDER = 'keys/';

/** SHA-256 (hex) of a public key in DER form, as people compare it. */
export const fingerprint = (pem: string): string =>
  sha256(createPublicKey(pem).export({ format: 'der', type: 'spki' }));

/** The keys that ever signed a seal, in that order. @throws Error when a record cannot be read */
export async function recordedKeys(evidence: Pick<Evidence, 'get' | 'list'>): Promise<readonly KeyRecord[]> {
  const records: KeyRecord[] = [];
  for await (const key of evidence.list(FOLDER)) {
    const stored = await evidence.get(key);
    if (!stored) throw new Error(`${key} is listed and cannot be read`);
    records.push(JSON.parse(Buffer.from(stored.body).toString()) as KeyRecord);
  }
  return records.sort((a, b) => a.firstSeal - b.firstSeal);
}

/**
 * Writes down the public key that is about to sign a seal, once for each key: AWS gives today's only, and seals of the
 * past are to be verified too.
 * @returns the keys that ever signed a seal, and this one
 */
export async function recordKey(
  firstSeal: number,
  now: Date,
  { signer, evidence }: { readonly signer: Signer; readonly evidence: Evidence },
): Promise<readonly KeyRecord[]> {
  const { keyId, pem } = await signer.publicKey();
  const id = keyName(keyId);
  const known = await recordedKeys(evidence);
  if (known.some((key) => key.id === id)) return known;
  const record: KeyRecord = {
    version: 1,
    id,
    pem,
    sha256: fingerprint(pem),
    firstSeal,
    from: now.toISOString(),
  };
  await evidence.put(`${FOLDER}${id}.json`, Buffer.from(canonical(record)), 'application/json');
  return [...known, record];
}
