import { createHash, createPublicKey } from 'node:crypto';
import { GetPublicKeyCommand, KMSClient, SignCommand } from '@aws-sdk/client-kms';
import type { Signer } from '../domain/ports.ts';
import { ownSide } from './clients.ts';

/** The longest message that KMS hashes by itself. */
const RAW_BYTES = 4096;

/**
 * Signs with an asymmetric KMS key (ECC_NIST_P256). A longer message than KMS takes is hashed here; the signature is
 * the same kind either way.
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_Sign.html
 */
export function kmsSigner(keyId: string, client = new KMSClient(ownSide())): Signer {
  return {
    async sign(bytes) {
      const reply = await client.send(
        new SignCommand({
          KeyId: keyId,
          ...(bytes.byteLength <= RAW_BYTES
            ? { Message: bytes, MessageType: 'RAW' }
            : { Message: createHash('sha256').update(bytes).digest(), MessageType: 'DIGEST' }),
          SigningAlgorithm: 'ECDSA_SHA_256',
        }),
      );
      if (!reply.Signature || !reply.KeyId) throw new Error(`KMS returned no signature for key ${keyId}`);
      return { keyId: reply.KeyId, signature: reply.Signature };
    },
    async publicKey() {
      const reply = await client.send(new GetPublicKeyCommand({ KeyId: keyId }));
      if (!reply.PublicKey || !reply.KeyId) throw new Error(`KMS returned no public key for key ${keyId}`);
      const key = createPublicKey({ key: Buffer.from(reply.PublicKey), format: 'der', type: 'spki' });
      return { keyId: reply.KeyId, pem: key.export({ format: 'pem', type: 'spki' }).toString() };
    },
  };
}
