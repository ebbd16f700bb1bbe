import { createHash } from 'node:crypto';
import serialize from 'canonicalize';

/** Canonical JSON (RFC 8785): one value, one text. @throws Error for what JSON cannot hold. */
export function canonical(value: unknown): string {
  const text = serialize(value);
  if (text === undefined) throw new Error('not a JSON value');
  return text;
}

/** SHA-256 in lower-case hex. */
export const sha256 = (bytes: Uint8Array | string): string =>
  createHash('sha256').update(bytes).digest('hex');

/** SHA-256 over the canonical JSON of a value. */
export const hashOf = (value: unknown): string => sha256(canonical(value));
