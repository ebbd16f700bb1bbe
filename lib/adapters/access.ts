import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import type { AwsCredentialIdentity, AwsCredentialIdentityProvider } from '@smithy/types';
import { classify, ReadFailure, refused } from '../collectors/failure.ts';
import { type RequestLog, scannedClient } from './clients.ts';

/** Credentials are renewed this long before they expire. */
const RENEW_BEFORE_MS = 5 * 60_000;

/** How to enter an account. */
export interface AccessSettings {
  readonly roleName: string;
  readonly externalId: string | null;
  /** Where STS is asked: the scanner's own Region, never the global endpoint. */
  readonly region: string;
  readonly partition: string;
  /** Shows up in the account's CloudTrail as the caller, e.g. `vouch-20261101T060000Z-000012`. */
  readonly sessionName: string;
}

/** Enters accounts by AssumeRole; each account's credentials are fetched once and renewed before they expire. */
export interface Access {
  /**
   * A provider for the account's clients, already tried once.
   * @throws ReadFailure naming sts:AssumeRole when the account refuses
   */
  open(account: string): Promise<AwsCredentialIdentityProvider>;
}

/** @param log counts the AssumeRole requests */
export function assumeRoleAccess(settings: AccessSettings, log: RequestLog): Access {
  const { roleName, externalId, region, partition, sessionName } = settings;
  const sts = scannedClient(STSClient, { region }, log);
  const known = new Map<string, Promise<AwsCredentialIdentity>>();

  async function assume(account: string): Promise<AwsCredentialIdentity> {
    const { Credentials, AssumedRoleUser } = await sts.send(
      new AssumeRoleCommand({
        RoleArn: `arn:${partition}:iam::${account}:role/${roleName}`,
        RoleSessionName: sessionName.slice(0, 64),
        ...(externalId && { ExternalId: externalId }),
      }),
    );
    if (AssumedRoleUser?.Arn?.split(':')[4] !== account) {
      throw new Error(`STS opened ${AssumedRoleUser?.Arn ?? 'no role'} instead of account ${account}`);
    }
    if (!Credentials?.AccessKeyId || !Credentials.SecretAccessKey || !Credentials.Expiration) {
      throw new Error('the reply of STS lacks Credentials');
    }
    return {
      accessKeyId: Credentials.AccessKeyId,
      secretAccessKey: Credentials.SecretAccessKey,
      ...(Credentials.SessionToken && { sessionToken: Credentials.SessionToken }),
      expiration: Credentials.Expiration,
    };
  }

  async function credentials(account: string): Promise<AwsCredentialIdentity> {
    const current = known.get(account);
    if (current) {
      const { expiration } = await current;
      // Expiry is set by AWS's clock, so it is compared with the system's, not with the run's.
      if (!expiration || expiration.getTime() - Date.now() > RENEW_BEFORE_MS) return current;
    }
    const fresh = assume(account);
    known.set(account, fresh);
    fresh.catch(() => known.delete(account));
    return fresh;
  }

  return {
    async open(account) {
      try {
        await credentials(account);
      } catch (error) {
        throw new ReadFailure(classify(error, 'sts:AssumeRole'), refused('STS.AssumeRole', error));
      }
      return () => credentials(account);
    },
  };
}
