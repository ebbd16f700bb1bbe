import { createPublicKey } from 'node:crypto';
import type { Evidence, Signer } from '../domain/ports.ts';
import { type KeyRecord, keyName } from '../domain/signature.ts';
import { canonical, sha256 } from './canonical.ts';
import { read } from './record.ts';

const FOLDER = 'keys/';

/** SHA-256 (hex) of a public key in DER form, as people compare it. */
export const fingerprint = (pem: string): string =>
  sha256(createPublicKey(pem).export({ format: 'der', type: 'spki' }));

const keyIn = (file: Uint8Array): KeyRecord => {
  const record = JSON.parse(Buffer.from(file).toString()) as KeyRecord;
  if (fingerprint(record.pem) !== record.sha256) throw new Error('its fingerprint is not that of its key');
  return record;
};

/** The keys that ever signed a seal, in that order. A record that cannot be read is a fault. */
export async function recordedKeys(
  evidence: Pick<Evidence, 'get' | 'list'>,
  faults: string[] = [],
): Promise<readonly KeyRecord[]> {
  const records: KeyRecord[] = [];
  for await (const key of evidence.list(FOLDER)) {
    const stored = await evidence.get(key);
    const record = read({ key }, stored?.body ?? null, keyIn, faults);
    if (record) records.push(record);
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
