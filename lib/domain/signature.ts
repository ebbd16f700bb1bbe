import type { Window } from './attribution.ts';
import type { Observed, Unseen } from './observed.ts';

/** A use of a signing key, as CloudTrail logged it. What it signed, CloudTrail does not say. */
export interface LoggedSignature {
  readonly eventId: string;
  /** ISO 8601 UTC; CloudTrail knows the second. */
  readonly time: string;
  /** ARN of who signed, and of the role that the session was made from; null where CloudTrail names none. */
  readonly principal: string | null;
  readonly issuer: string | null;
  readonly requestId: string | null;
  /** ARN of the key; null where CloudTrail names none. */
  readonly key: string | null;
  /** RAW or DIGEST. */
  readonly messageType: string | null;
  /** Why KMS refused; null when it signed. */
  readonly error: string | null;
}

/** CloudTrail's own record of what was signed in Vouch's account. */
export interface SignatureTrail {
  /** Every request to sign in the window, with whatever key. */
  signatures(window: Window): Promise<Observed<readonly LoggedSignature[]>>;
}

/** What one run read of it: an object that is written once, and pinned by the run's seal. */
export interface SignatureRecord extends Window {
  readonly version: 1;
  /** Why CloudTrail could not be read; null when it was. */
  readonly unseen: Unseen | null;
  /** Uses of Vouch's keys, oldest first. */
  readonly events: readonly LoggedSignature[];
}

/** A signing key's public half: an object that is written once, when the key first seals. */
export interface KeyRecord {
  readonly version: 1;
  /** The last part of the key's ARN. */
  readonly id: string;
  /** SubjectPublicKeyInfo. */
  readonly pem: string;
  /** SHA-256 (hex) of the key in DER form, as people compare it. */
  readonly sha256: string;
  /** Its first seal, and when. */
  readonly firstSeal: number;
  readonly from: string;
}

/** A key's id from its ARN; an id stays as it is. */
export const keyName = (keyId: string): string => keyId.slice(keyId.lastIndexOf('/') + 1);
