import type { Signer } from '../domain/ports.ts';
import { keyName } from '../domain/signature.ts';
import { canonical } from './canonical.ts';

/** A DSSE v1 envelope. https://github.com/secure-systems-lab/dsse/blob/master/envelope.md */
export interface Envelope {
  readonly payloadType: string;
  /** Base64. */
  readonly payload: string;
  readonly signatures: readonly { readonly keyid: string; readonly sig: string }[];
}

/** The bytes that are signed: DSSE's pre-authentication encoding. */
export const preAuthenticationEncoding = (payloadType: string, payload: Uint8Array): Buffer =>
  Buffer.concat([
    Buffer.from(`DSSEv1 ${Buffer.byteLength(payloadType)} ${payloadType} ${payload.byteLength} `),
    payload,
  ]);

/** Signs a JSON value. @returns the envelope's file: canonical JSON with a line feed. */
export async function signedFile(signer: Signer, payloadType: string, value: unknown): Promise<Buffer> {
  const payload = Buffer.from(canonical(value));
  const { keyId, signature } = await signer.sign(preAuthenticationEncoding(payloadType, payload));
  const envelope: Envelope = {
    payloadType,
    payload: payload.toString('base64'),
    signatures: [{ keyid: keyName(keyId), sig: Buffer.from(signature).toString('base64') }],
  };
  return Buffer.from(`${canonical(envelope)}\n`);
}

/** The value inside an envelope's file, unverified: for our own files. */
export const payloadOf = <T>(file: Uint8Array): T => {
  const envelope = JSON.parse(Buffer.from(file).toString()) as Envelope;
  return JSON.parse(Buffer.from(envelope.payload, 'base64').toString()) as T;
};
