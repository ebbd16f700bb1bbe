import { seen } from '../domain/observed.ts';
import type { Clock, Signer } from '../domain/ports.ts';
import type { LoggedSignature, SignatureTrail } from '../domain/signature.ts';

/** Who signs in the demo, as CloudTrail would name it. */
const ISSUER = 'arn:aws:iam::123456789012:role/vouch-demo';
const PRINCIPAL = 'arn:aws:sts::123456789012:assumed-role/vouch-demo/demo';

/**
 * Plays CloudTrail in Vouch's own account, which the emulator lacks: it notes every signature as it is made.
 * @param clock the demo's own time
 */
export function witnessed<D extends { readonly signer: Signer; readonly trail: SignatureTrail }>(
  deployment: D,
  clock: Clock,
): D {
  const logged: LoggedSignature[] = [];
  return {
    ...deployment,
    signer: {
      ...deployment.signer,
      async sign(bytes) {
        const signature = await deployment.signer.sign(bytes);
        logged.push({
          eventId: `demo-${logged.length + 1}`,
          time: clock().toISOString(),
          principal: PRINCIPAL,
          issuer: ISSUER,
          requestId: null,
          key: signature.keyId,
          messageType: null,
          error: null,
        });
        return signature;
      },
    },
    trail: {
      signatures: async ({ from, to }) => seen(logged.filter(({ time }) => time >= from && time < to)),
    },
  };
}
