import { DescribeRegionsCommand, EC2Client } from '@aws-sdk/client-ec2';
import {
  type Account as AwsAccount,
  DescribeOrganizationCommand,
  DescribePolicyCommand,
  OrganizationsClient,
  paginateListAccounts,
  paginateListAccountsForParent,
  paginateListOrganizationalUnitsForParent,
  paginateListPolicies,
  paginateListRoots,
  paginateListTargetsForPolicy,
  type Root,
} from '@aws-sdk/client-organizations';
import pLimit from 'p-limit';
import { classify, ReadFailure, refused } from '../collectors/failure.ts';
import { seen, unseen } from '../domain/observed.ts';
import type { Organization } from '../domain/ports.ts';
import type { Account, ExcludedAccount, PlannedTarget, Survey } from '../domain/run.ts';
import type { Scope } from '../domain/scope.ts';
import type { Guardrail, OrganizationMap } from '../domain/surroundings.ts';
import { GLOBAL_REGION } from '../domain/target.ts';
import type { Access } from './access.ts';
import { globalServicesRegion, type RequestLog, scannedClient } from './clients.ts';

/** Accounts whose Regions are asked for at once. */
const CONCURRENT_ACCOUNTS = 8;

interface FoundAccount extends Account {
  readonly status: string;
  /** Ids of the account itself and of everything above it, for scope's lists. */
  readonly ids: readonly string[];
}

/** Runs a read and names the IAM action in what it throws. */
async function reading<T>(action: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    throw new ReadFailure(classify(error, action));
  }
}

const collect = async <P, T>(
  pages: AsyncIterable<P>,
  items: (page: P) => readonly T[] | undefined,
): Promise<T[]> => {
  const all: T[] = [];
  for await (const page of pages) all.push(...(items(page) ?? []));
  return all;
};

/**
 * The Organization that today's credentials belong to (the management account, or a delegated administrator).
 * @param region the scanner's own Region
 * @param access opens accounts, to ask which Regions they have enabled
 */
export function awsOrganization(
  scope: Scope,
  region: string,
  partition: string,
  access: Access,
  log: RequestLog,
): Organization {
  const client = scannedClient(OrganizationsClient, { region: globalServicesRegion(partition) }, log);

  /** Every account below an OU or the root, with its path. */
  async function* below(
    parent: string,
    path: readonly string[],
    ids: readonly string[],
  ): AsyncGenerator<FoundAccount> {
    const accounts = await reading('organizations:ListAccountsForParent', () =>
      collect(paginateListAccountsForParent({ client }, { ParentId: parent }), (page) => page.Accounts),
    );
    for (const account of accounts) yield found(account, path, ids);
    const units = await reading('organizations:ListOrganizationalUnitsForParent', () =>
      collect(
        paginateListOrganizationalUnitsForParent({ client }, { ParentId: parent }),
        (page) => page.OrganizationalUnits,
      ),
    );
    for (const { Id = '', Name = '' } of units) yield* below(Id, [...path, Name], [...ids, Id]);
  }

  const found = (account: AwsAccount, path: readonly string[], ids: readonly string[]): FoundAccount => ({
    id: account.Id ?? '',
    name: account.Name ?? '',
    path,
    status: account.State ?? account.Status ?? 'UNKNOWN',
    ids: [...ids, account.Id ?? ''],
  });

  async function regionsOf(account: string): Promise<readonly string[]> {
    const credentials = await access.open(account);
    return enabledRegions(region, log, credentials);
  }

  return {
    async survey(): Promise<Survey> {
      const { Organization } = await reading('organizations:DescribeOrganization', () =>
        client.send(new DescribeOrganizationCommand({})),
      );
      const management = Organization?.MasterAccountId ?? null;
      const total = await reading('organizations:ListAccounts', () =>
        collect(paginateListAccounts({ client }, {}), (page) => page.Accounts),
      );
      const roots = await reading('organizations:ListRoots', () =>
        collect(paginateListRoots({ client }, {}), (page) => page.Roots),
      );
      const all: FoundAccount[] = [];
      for (const { Id = '', Name = '' } of roots) {
        for await (const account of below(Id, [Name], [Id])) all.push(account);
      }
      const missing = total.filter(({ Id }) => !all.some(({ id }) => id === Id));
      if (missing.length > 0) {
        throw new Error(
          `ListAccounts counts ${total.length} accounts and the OU tree ${all.length}; not in the tree: ${missing.map(({ Id }) => Id).join(', ')}. An account was created or moved during the listing: run again.`,
        );
      }

      const sorted = all.sort((a, b) => (a.id < b.id ? -1 : 1));
      const accounts = sorted.filter((account) => exclusion(scope, account) === null);
      const excluded: readonly ExcludedAccount[] = sorted.flatMap(({ id, name, path, ...account }) => {
        const reason = exclusion(scope, { id, name, path, ...account });
        return reason === null ? [] : [{ id, name, path, reason }];
      });
      const fallback = await defaultRegions(region, log);
      const limit = pLimit(CONCURRENT_ACCOUNTS);
      const targets = await Promise.all(
        accounts.map(({ id }) =>
          limit(() => targetsOf(id, id === management, scope, () => regionsOf(id), fallback)),
        ),
      );
      return {
        organization: Organization?.Id ?? null,
        partition,
        accounts: accounts.map(({ id, name, path }) => ({ id, name, path })),
        excluded,
        accountsTotal: total.length,
        targets: targets.flat(),
        map: {
          organization: Organization?.Id ?? null,
          management,
          accounts: Object.fromEntries(sorted.map(({ id, name, path, ids }) => [id, { name, path, ids }])),
          policyTypes: enabledTypes(roots),
          guardrails: await guardrails(client, roots),
        },
      };
    },
  };
}

/** The types of policies that can be attached in the Organization, sorted. */
const enabledTypes = (roots: readonly Root[]): readonly string[] =>
  roots
    .flatMap(({ PolicyTypes = [] }) => PolicyTypes)
    .flatMap(({ Type, Status }) => (Type && Status === 'ENABLED' ? [Type] : []))
    .sort();

/** The SCPs and what they are attached to; unseen where they cannot be read, which stops nothing else. */
async function guardrails(
  client: OrganizationsClient,
  roots: readonly Root[],
): Promise<OrganizationMap['guardrails']> {
  const policies: Record<string, Guardrail> = {};
  const attached: Record<string, string[]> = {};
  if (!enabledTypes(roots).includes('SERVICE_CONTROL_POLICY')) return seen({ policies, attached });
  try {
    const found = await reading('organizations:ListPolicies', () =>
      collect(
        paginateListPolicies({ client }, { Filter: 'SERVICE_CONTROL_POLICY' }),
        (page) => page.Policies,
      ),
    );
    for (const { Id: PolicyId = '', Name = '' } of found) {
      const { Policy } = await reading('organizations:DescribePolicy', () =>
        client.send(new DescribePolicyCommand({ PolicyId })),
      );
      policies[PolicyId] = { name: Name, document: Policy?.Content ?? '' };
      const targets = await reading('organizations:ListTargetsForPolicy', () =>
        collect(paginateListTargetsForPolicy({ client }, { PolicyId }), (page) => page.Targets),
      );
      for (const { TargetId = '' } of targets) attached[TargetId] = [...(attached[TargetId] ?? []), PolicyId];
    }
    return seen({ policies, attached });
  } catch (error) {
    return unseen(classify(error, 'organizations:ListPolicies'));
  }
}

/** Why an account is left out; null when it is examined. */
function exclusion({ accounts: { include, exclude } }: Scope, { status, ids }: FoundAccount): string | null {
  if (status !== 'ACTIVE') return `AWS reports the account as ${status}`;
  const out = exclude.find(({ id }) => ids.includes(id));
  if (out) return `excluded by scope.yaml: ${out.reason}`;
  if (include.length > 0 && !include.some((id) => ids.includes(id)))
    return 'not among the accounts that scope.yaml includes';
  return null;
}

/** An account's targets: its global services and each of its Regions in scope. */
async function targetsOf(
  account: string,
  management: boolean,
  scope: Scope,
  regions: () => Promise<readonly string[]>,
  fallback: readonly string[],
): Promise<readonly PlannedTarget[]> {
  let enabled = fallback;
  let blind: Pick<PlannedTarget, 'unreachable' | 'refused'> = { unreachable: null };
  try {
    enabled = await regions();
  } catch (error) {
    // The Regions that every account has are its known part; the whole account is reported as a blind spot.
    const requests = refused('EC2.DescribeRegions', error);
    blind = {
      unreachable: classify(error, 'ec2:DescribeRegions'),
      ...(requests.length > 0 && { refused: requests }),
    };
  }
  const examined = scope.regions === 'all' ? enabled : enabled.filter((name) => scope.regions.includes(name));
  return [GLOBAL_REGION, ...examined].map((region) => ({ account, region, management, ...blind }));
}

/** The Regions enabled in the credentials' account, sorted. */
async function enabledRegions(
  region: string,
  log: RequestLog,
  credentials?: Awaited<ReturnType<Access['open']>>,
): Promise<readonly string[]> {
  const ec2 = scannedClient(EC2Client, { region, ...(credentials && { credentials }) }, log);
  const { Regions = [] } = await ec2.send(new DescribeRegionsCommand({ AllRegions: false }));
  return Regions.flatMap(({ RegionName }) => RegionName ?? []).sort();
}

/** The Regions that need no opt-in, which every account of the partition has. */
async function defaultRegions(region: string, log: RequestLog): Promise<readonly string[]> {
  const ec2 = scannedClient(EC2Client, { region }, log);
  const { Regions = [] } = await reading('ec2:DescribeRegions', () =>
    ec2.send(
      new DescribeRegionsCommand({
        AllRegions: true,
        Filters: [{ Name: 'opt-in-status', Values: ['opt-in-not-required'] }],
      }),
    ),
  );
  return Regions.flatMap(({ RegionName }) => RegionName ?? []).sort();
}

/** One account alone, entered with today's credentials: what `vouch scan` examines without an Organization. */
export function singleAccount(
  account: string,
  scope: Scope,
  region: string,
  partition: string,
  log: RequestLog,
): Organization {
  return {
    survey: async () => ({
      organization: null,
      partition,
      accounts: [{ id: account, name: account, path: [] }],
      excluded: [],
      accountsTotal: 1,
      targets: await targetsOf(
        account,
        false,
        scope,
        () => enabledRegions(region, log),
        await defaultRegions(region, log),
      ),
      map: {
        organization: null,
        management: null,
        accounts: {},
        guardrails: unseen({
          kind: 'unsupported',
          action: 'organizations:ListPolicies',
          message: 'an account that is scanned alone does not know the policies above it',
        }),
      },
    }),
  };
}
