import type { Evidence, Signer } from '../../domain/ports.ts';
import { type KeyRecord, keyName } from '../../domain/signature.ts';
import { canonical } from '../canonical.ts';
import { type BundleFolder, NO_EVIDENCE } from '../folder.ts';
import { fingerprint, recordedKeys } from '../keys.ts';
import type { Chain } from './chain.ts';

/** A key as verifiers look it up: what it may have signed, and where it is. */
export interface ListedKey extends Pick<KeyRecord, 'id' | 'sha256' | 'firstSeal'> {
  readonly file: string;
  readonly status: 'in use' | 'retired';
  /** Null while it is in use. */
  readonly lastSeal: number | null;
  /** When it sealed first; null where it has not. */
  readonly from: string | null;
  /** When the key after it sealed first; null while it is in use. */
  readonly to: string | null;
}

/**
 * The public keys, each with the seals that it may have signed. The key that signs the bundle is the last one.
 * One key a line: the verifier that is a shell script reads lines.
 */
export async function writeKeys(
  out: BundleFolder,
  { first, count }: Pick<Chain, 'first' | 'count'>,
  { signer, evidence }: { readonly signer: Signer; readonly evidence: Pick<Evidence, 'get' | 'list'> },
): Promise<void> {
  const recorded = await recordedKeys(evidence);
  const { keyId, pem } = await signer.publicKey();
  const id = keyName(keyId);
  // A key that has not sealed yet is not in the record; where the record is older than keys in it, this one made it.
  const firstSeal = recorded.length === 0 ? first : first + count;
  const keys = recorded.some((key) => key.id === id)
    ? recorded
    : [...recorded, { id, pem, sha256: fingerprint(pem), firstSeal, from: null }];
  const listed = keys.map((key, index): ListedKey => {
    const next = keys[index + 1];
    return {
      id: key.id,
      sha256: key.sha256,
      file: key.id === id ? 'verify/public-key.pem' : `verify/keys/${key.id}.pem`,
      status: next ? 'retired' : 'in use',
      firstSeal: key.firstSeal,
      lastSeal: next ? next.firstSeal - 1 : null,
      from: key.from,
      to: next?.from ?? null,
    };
  });
  for (const [index, { file }] of listed.entries())
    await out.write(file, [keys[index]?.pem ?? ''], NO_EVIDENCE);
  await out.write('verify/keys.json', [`[\n${listed.map(canonical).join(',\n')}\n]\n`], NO_EVIDENCE);
}
