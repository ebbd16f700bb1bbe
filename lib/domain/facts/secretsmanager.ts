import type { PolicyDocument } from '../policy/document.ts';

export interface SecretsManagerFacts {
  'AWS::SecretsManager::Secret': Secret;
}

/** What is known of a secret without its value. https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_SecretListEntry.html */
export interface Secret {
  readonly rotationEnabled: boolean;
  /** Days since the last rotation, or since the secret was made if there was none. */
  readonly daysSinceRotation: number;
  /** Days since the next rotation was due at the latest: 0 if that is to come, null if none is planned. */
  readonly daysOverdue: number | null;
  /** The AWS service that made the secret and manages it, e.g. `rds`. */
  readonly owningService: string | null;
  /** The Region of the secret that this one is a copy of. */
  readonly replicaOf: string | null;
  readonly policy: PolicyDocument | null;
}
