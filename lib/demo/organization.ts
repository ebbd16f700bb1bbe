import {
  AttachPolicyCommand,
  CloseAccountCommand,
  CreateAccountCommand,
  CreateOrganizationalUnitCommand,
  CreateOrganizationCommand,
  CreatePolicyCommand,
  EnablePolicyTypeCommand,
  ListRootsCommand,
  MoveAccountCommand,
  OrganizationsClient,
} from '@aws-sdk/client-organizations';
import type { Retentions } from './backup.ts';
import {
  bucket,
  database,
  encryptNewVolumes,
  type Furnish,
  key,
  logGroup,
  openPort,
  passwordPolicy,
  queue,
  role,
  table,
  topic,
  trail,
  user,
  volume,
} from './resources.ts';
import { managementSite, memberSite, type Site } from './site.ts';

const UNITS = ['Security', 'Production', 'Development'] as const;

interface AccountPlan {
  readonly unit: (typeof UNITS)[number];
  readonly furnish: readonly Furnish[];
  /** The account's backup plan keeps recovery points this long; without it there is no plan. */
  readonly backupDays?: number;
  /** The account does not have the role that Vouch enters by. */
  readonly refuses?: true;
  /** AWS has suspended the account. */
  readonly closed?: true;
}

/** What the platform team gives every account. */
const BASELINE: readonly Furnish[] = [
  bucket('trail'),
  trail('account-trail'),
  passwordPolicy,
  encryptNewVolumes,
  key(true),
];

/** What each account's team has made of it: some in order, some not. */
const ACCOUNTS = {
  audit: { unit: 'Security', furnish: BASELINE },
  'log-archive': { unit: 'Security', furnish: [...BASELINE, bucket('archive')] },
  shop: {
    unit: 'Production',
    backupDays: 35,
    furnish: [
      ...BASELINE,
      user('ada', { console: true, mfa: true }),
      bucket('shop-images'),
      database('shop', 35),
      table('orders', true),
      volume(true),
      queue('orders', true),
      topic('orders', true),
      logGroup('/shop/api', 400),
    ],
  },
  payments: {
    unit: 'Production',
    backupDays: 35,
    furnish: [
      ...BASELINE,
      user('grace', { console: true, mfa: true }),
      bucket('statements'),
      database('payments', 35),
      table('ledger', true),
      key(true, 'us-east-1'),
      role('settlement', { Service: 'lambda.amazonaws.com' }),
      logGroup('/payments/api', 400),
    ],
  },
  analytics: {
    unit: 'Production',
    furnish: [
      ...BASELINE,
      user('loader', { accessKey: true, administrator: true }),
      bucket('lake', ['tls', 'versions']),
      database('warehouse', 3, { encrypted: false }),
      table('events', false),
      volume(false),
      topic('loads', false),
      logGroup('/analytics/loads', 14),
    ],
  },
  'acquired-shop': { unit: 'Production', furnish: [], refuses: true },
  build: {
    unit: 'Development',
    furnish: [
      ...BASELINE,
      role('deploy', { Service: 'codebuild.amazonaws.com' }),
      bucket('artifacts'),
      logGroup('/build/runs', null),
    ],
  },
  staging: {
    unit: 'Development',
    backupDays: 35,
    furnish: [...BASELINE, database('staging', 7), queue('staging', true), openPort('admin', 22)],
  },
  sandbox: {
    unit: 'Development',
    furnish: [
      user('intern', { console: true, accessKey: true, administrator: true }),
      role('try-things', '*'),
      bucket('playground', ['tls', 'block', 'versions']),
      key(false),
      volume(false),
      queue('scratch', false),
      openPort('everything', 3389),
    ],
  },
  'retired-shop': { unit: 'Development', furnish: [], closed: true },
} as const satisfies Readonly<Record<string, AccountPlan>>;
export type AccountName = keyof typeof ACCOUNTS;

/** The Organization that the emulator plays. */
export interface DemoOrganization {
  /** The accounts that can be entered, by name. */
  readonly sites: Readonly<Record<AccountName, Site>>;
  /** Accounts that do not let Vouch in. */
  readonly refusing: readonly string[];
  /** Of the backup plans; the demo plays AWS Backup by itself. */
  readonly retentions: Retentions;
  /** Accounts in all, the management account included. */
  readonly size: number;
}

/**
 * Builds the Organization in a fresh emulator.
 * @param endpoint the emulator's own, where nothing is made to fail
 * @param progress told after each account
 */
export async function buildOrganization(
  endpoint: string,
  progress: (done: number, total: number, name: string) => void,
): Promise<DemoOrganization> {
  const organizations = managementSite(endpoint).client(OrganizationsClient);
  await organizations.send(new CreateOrganizationCommand({ FeatureSet: 'ALL' }));
  const { Roots } = await organizations.send(new ListRootsCommand({}));
  const root = Roots?.[0]?.Id ?? '';
  const units = await buildUnits(organizations, root);
  for (const furnish of [bucket('trail'), trail('management-trail'), passwordPolicy])
    await furnish(managementSite(endpoint));

  const plans: readonly (readonly [string, AccountPlan])[] = Object.entries(ACCOUNTS);
  const sites: Record<string, Site> = {};
  const refusing: string[] = [];
  const retentions: Retentions = new Map();
  for (const [index, [name, { unit, furnish, backupDays, refuses, closed }]] of plans.entries()) {
    const { CreateAccountStatus } = await organizations.send(
      new CreateAccountCommand({ AccountName: name, Email: `${name}@example.com` }),
    );
    const id = CreateAccountStatus?.AccountId ?? '';
    await organizations.send(
      new MoveAccountCommand({ AccountId: id, SourceParentId: root, DestinationParentId: units.get(unit) }),
    );
    const site = await memberSite(endpoint, id);
    sites[name] = site;
    for (const make of furnish) await make(site);
    if (backupDays !== undefined) retentions.set(id, backupDays);
    if (refuses) refusing.push(id);
    if (closed) await organizations.send(new CloseAccountCommand({ AccountId: id }));
    progress(index + 1, plans.length, name);
  }
  return { sites: sites as DemoOrganization['sites'], refusing, retentions, size: plans.length + 1 };
}

/** The OUs; those with workloads must not leave the Organization or stop their trails. */
async function buildUnits(
  organizations: OrganizationsClient,
  root: string,
): Promise<ReadonlyMap<string, string>> {
  await organizations.send(
    new EnablePolicyTypeCommand({ RootId: root, PolicyType: 'SERVICE_CONTROL_POLICY' }),
  );
  const { Policy } = await organizations.send(
    new CreatePolicyCommand({
      Name: 'workloads',
      Description: 'What no workload account may do',
      Type: 'SERVICE_CONTROL_POLICY',
      Content: JSON.stringify({
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Deny',
            Action: ['organizations:LeaveOrganization', 'cloudtrail:StopLogging'],
            Resource: '*',
          },
        ],
      }),
    }),
  );
  const units = new Map<string, string>();
  for (const Name of UNITS) {
    const { OrganizationalUnit } = await organizations.send(
      new CreateOrganizationalUnitCommand({ ParentId: root, Name }),
    );
    const id = OrganizationalUnit?.Id ?? '';
    units.set(Name, id);
    if (Name === 'Production')
      await organizations.send(
        new AttachPolicyCommand({ PolicyId: Policy?.PolicySummary?.Id, TargetId: id }),
      );
  }
  return units;
}
