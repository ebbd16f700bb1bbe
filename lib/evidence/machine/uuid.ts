import { createHash } from 'node:crypto';

/** Our own namespace: drawn once at random, never to change, or nothing would be recognized in the next bundle. */
const NAMESPACE = '10c93e81-cae3-4f12-b95f-d2162b8dac2c';

/** A UUID of version 5: the same namespace and name give the same one. https://www.rfc-editor.org/rfc/rfc9562#section-5.5 */
export function uuidV5(namespace: string, name: string): string {
  const bytes = createHash('sha1')
    .update(Buffer.from(namespace.replaceAll('-', ''), 'hex'))
    .update(name);
  const digest = bytes.digest().subarray(0, 16);
  digest.writeUInt8((digest.readUInt8(6) & 0x0f) | 0x50, 6);
  digest.writeUInt8((digest.readUInt8(8) & 0x3f) | 0x80, 8);
  return digest.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

/** The UUID of what these parts name together; the first says what kind of thing it is. */
export const uuidOf = (kind: string, ...parts: readonly string[]): string =>
  uuidV5(NAMESPACE, JSON.stringify([kind, ...parts]));
