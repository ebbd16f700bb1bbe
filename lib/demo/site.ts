import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';

/** Where the demo's resources are, and the second Region, in which there is little. */
export const REGIONS = ['eu-west-1', 'us-east-1'] as const;
export type DemoRegion = (typeof REGIONS)[number];

/** The observation period of the demo, UTC. */
export const PERIOD = { from: '2026-11-01T00:00:00.000Z', to: '2026-11-15T00:00:00.000Z' } as const;

interface Settings {
  readonly endpoint: string;
  readonly region: string;
  readonly forcePathStyle: true;
  readonly credentials: {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken?: string;
  };
}

/** An account of the emulated Organization, from within. */
export interface Site {
  readonly account: string;
  /** A client of the account; in the first of `REGIONS` unless another is given. */
  client<C>(Client: new (settings: Settings) => C, region?: DemoRegion): C;
}

const site = (account: string, endpoint: string, credentials: Settings['credentials']): Site => {
  const clients = new Map<string, unknown>();
  return {
    account,
    client<C>(Client: new (settings: Settings) => C, region: DemoRegion = REGIONS[0]): C {
      const key = `${Client.name} ${region}`;
      const known = clients.get(key) ?? new Client({ endpoint, region, forcePathStyle: true, credentials });
      clients.set(key, known);
      return known as C;
    },
  };
};

/** The account of an emulator's static keys: the management account. */
export const managementSite = (endpoint: string): Site =>
  site('123456789012', endpoint, { accessKeyId: 'test', secretAccessKey: 'test' });

/** Enters a member account as its administrator. */
export async function memberSite(endpoint: string, account: string): Promise<Site> {
  const { Credentials } = await managementSite(endpoint)
    .client(STSClient)
    .send(
      new AssumeRoleCommand({
        RoleArn: `arn:aws:iam::${account}:role/OrganizationAccountAccessRole`,
        RoleSessionName: 'demo',
      }),
    );
  if (!Credentials?.AccessKeyId || !Credentials.SecretAccessKey || !Credentials.SessionToken)
    throw new Error(`the emulator gave no credentials for ${account}`);
  return site(account, endpoint, {
    accessKeyId: Credentials.AccessKeyId,
    secretAccessKey: Credentials.SecretAccessKey,
    sessionToken: Credentials.SessionToken,
  });
}
