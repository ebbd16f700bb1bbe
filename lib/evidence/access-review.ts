import type { EvaluationRow } from '../domain/finding.ts';
import type { Json } from '../domain/json.ts';
import type { Trust } from '../domain/policy/trust.ts';

/** Everyone and everything that can enter, by type of resource. */
export const REVIEWED = [
  'AWS::IAM::User',
  'AWS::IAM::AccessKey',
  'AWS::IAM::Role',
  'AWS::IAM::ServerCertificate',
  'AWS::IdentityStore::User',
  'AWS::IdentityStore::Group',
  'AWS::SSO::Assignment',
] as const;
export type Reviewed = (typeof REVIEWED)[number];

/** One principal or credential as a reviewer sees it. Empty where it does not apply; `missing` says what was not read. */
export interface ReviewRow {
  readonly type: Reviewed;
  readonly account: string;
  readonly name: string;
  /** ARN, or what stands for one. */
  readonly resource: string;
  readonly administrator: 'yes' | 'no' | 'depends' | '';
  readonly mfa: string;
  readonly ageDays: number | '';
  /** Days since the last use that AWS knows of; `never` where it knows of none. */
  readonly unusedDays: number | 'never' | '';
  readonly owner: string;
  /** What gives it its permissions. */
  readonly access: string;
  /** Who from elsewhere may take it on. */
  readonly outside: string;
  readonly state: string;
  /** What could not be read; a row with an entry here is not complete. */
  readonly missing: string;
}

/** The columns of the population, in their order. */
export const REVIEW_COLUMNS = [
  'type',
  'account',
  'name',
  'administrator',
  'mfa',
  'ageDays',
  'unusedDays',
  'owner',
  'access',
  'outside',
  'state',
  'missing',
  'resource',
] as const satisfies readonly (keyof ReviewRow)[];

/** What AWS counts by itself, beside what was listed. */
export interface ReviewTotal {
  readonly account: string;
  readonly kind: string;
  readonly listed: number;
  readonly counted: number;
  /** The requests to AWS that both numbers come from, with their ids; none where an older version read them. */
  readonly requests: readonly string[];
}

type Facts = Readonly<Record<string, Json | undefined>>;
interface Usage {
  readonly ageDays: number;
  readonly unusedDays: number | null;
}
interface Grant {
  readonly permissionSet: string;
  readonly administrator: boolean | null;
  readonly through?: string | null;
  readonly accounts?: readonly string[];
}

/** A fact as its type in lib/domain/facts says; undefined where it was not read. */
const fact = <T>(facts: Facts, name: string): T | undefined => facts[name] as T | undefined;
const listOf = <T>(facts: Facts, name: string): readonly T[] => fact<readonly T[]>(facts, name) ?? [];
const lastPart = (arn: string): string => arn.split('/').pop() ?? arn;

const unused = (usages: readonly (Usage | null | undefined)[]): ReviewRow['unusedDays'] => {
  const known = usages.flatMap((usage) => (usage ? [usage.unusedDays] : []));
  const days = known.filter((value) => value !== null);
  return days.length > 0 ? Math.min(...days) : known.length > 0 ? 'never' : '';
};

const administrator = (facts: Facts): ReviewRow['administrator'] => {
  const known = fact<object | null>(facts, 'administrator');
  return known === undefined ? '' : known === null ? 'no' : 'yes';
};

/** Of several grants: yes if one is, depends if one may be. */
const administratorBy = (grants: readonly Grant[] | undefined): ReviewRow['administrator'] =>
  grants === undefined
    ? ''
    : grants.some((grant) => grant.administrator)
      ? 'yes'
      : grants.some((grant) => grant.administrator === null)
        ? 'depends'
        : 'no';

const told = ({ permissionSet, through, accounts = [] }: Grant): string =>
  `${permissionSet}${through ? ` through ${through}` : ''} in ${accounts.join(' ')}`;

const policies = (facts: Facts): string =>
  [
    ...listOf<string>(facts, 'groups').map((group) => `group ${group}`),
    ...listOf<string>(facts, 'attachedPolicies'),
    ...listOf<string>(facts, 'inlinePolicies').map((name) => `inline ${name}`),
  ].join('; ');

const outside = (facts: Facts): string =>
  [
    ...new Set(
      listOf<Trust>(facts, 'trusts')
        .filter(({ reach }) => reach === 'public' || reach === 'outside')
        .map(({ principal }) => principal),
    ),
  ].join('; ');

type Told = Partial<Omit<ReviewRow, 'type' | 'account' | 'resource' | 'missing'>>;

const ROWS: Readonly<Record<Reviewed, (facts: Facts, resource: string) => Told>> = {
  'AWS::IAM::User': (facts) => {
    const password = fact<Usage | null>(facts, 'password');
    const keys = fact<readonly Usage[]>(facts, 'accessKeys');
    const mfa = fact<boolean>(facts, 'mfaActive');
    const kinds = listOf<{ readonly kind: string }>(facts, 'mfaDevices').map(({ kind }) => kind);
    return {
      administrator: administrator(facts),
      mfa: mfa === undefined ? '' : mfa ? kinds.join(' ') || 'yes' : 'none',
      unusedDays: unused([password, ...(keys ?? [])]),
      access: policies(facts),
      state: [
        ...(password === undefined ? [] : [password ? 'password' : 'no password']),
        ...(keys === undefined ? [] : [`active keys: ${keys.length}`]),
      ].join('; '),
    };
  },
  'AWS::IAM::AccessKey': (facts, resource) => {
    const usage = fact<Usage>(facts, 'usage');
    const active = fact<boolean>(facts, 'active');
    return {
      name: lastPart(resource.split('#')[0] ?? ''),
      ageDays: usage?.ageDays ?? '',
      unusedDays: unused([usage]),
      access: fact<string | null>(facts, 'lastUsedFor') ?? '',
      state: active === undefined ? '' : active ? 'active' : 'inactive',
    };
  },
  'AWS::IAM::Role': (facts) => {
    const use = fact<{ readonly unusedDays: number } | null>(facts, 'lastUse');
    return {
      administrator: administrator(facts),
      unusedDays: use === undefined ? '' : (use?.unusedDays ?? 'never'),
      access: policies(facts),
      outside: outside(facts),
      state: listOf<string>(facts, 'trusted').join('; '),
    };
  },
  'AWS::IAM::ServerCertificate': (facts) => {
    const left = fact<number>(facts, 'daysLeft');
    return { state: left === undefined ? '' : `days left: ${left}` };
  },
  'AWS::IdentityStore::User': (facts) => ({
    name: fact<string | null>(facts, 'userName') ?? '',
    administrator: administratorBy(fact(facts, 'access')),
    access: listOf<Grant>(facts, 'access').map(told).join('; '),
    state: [fact<string | null>(facts, 'status') ?? '', ...listOf<string>(facts, 'groups')].join(' ').trim(),
  }),
  'AWS::IdentityStore::Group': (facts) => ({
    name: fact<string>(facts, 'name') ?? '',
    administrator: administratorBy(fact(facts, 'access')),
    access: listOf<Grant>(facts, 'access').map(told).join('; '),
    state: listOf<{ readonly userName: string | null; readonly id: string }>(facts, 'members')
      .map(({ userName, id }) => userName ?? id)
      .join(' '),
  }),
  'AWS::SSO::Assignment': (facts) => {
    const grant = fact<Grant>(facts, 'grant');
    const principal = fact<{ readonly name: string | null; readonly id: string }>(facts, 'principal');
    return {
      name: principal ? (principal.name ?? principal.id) : '',
      administrator: administratorBy(grant && [grant]),
      access: grant ? told({ ...grant, accounts: [fact<string>(facts, 'account') ?? ''] }) : '',
      state: fact<string>(facts, 'principalType') ?? '',
    };
  },
};

const isReviewed = (type: string): type is Reviewed => (REVIEWED as readonly string[]).includes(type);

/**
 * The principals and credentials of one target, sorted by type and resource: what all rules together have read of each.
 * Populations that could not be listed have a row too, with `*` in the resource's place.
 * @param evaluations of one target in one run
 */
export function reviewRows(evaluations: Iterable<EvaluationRow>): readonly ReviewRow[] {
  const found = new Map<string, { rows: EvaluationRow[]; type: Reviewed }>();
  for (const row of evaluations) {
    if (!isReviewed(row.type)) continue;
    const key = `${row.type} ${row.resource}`;
    const known = found.get(key) ?? { rows: [], type: row.type };
    known.rows.push(row);
    found.set(key, known);
  }
  return [...found.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { rows, type }]) => reviewRow(type, rows));
}

const EMPTY = {
  administrator: '',
  mfa: '',
  unusedDays: '',
  access: '',
  outside: '',
  state: '',
} as const;

function reviewRow(type: Reviewed, rows: readonly EvaluationRow[]): ReviewRow {
  const [{ account = '', resource = '' } = {}] = rows;
  const facts: Facts = Object.assign({}, ...rows.map((row) => row.facts));
  const missing = new Map(rows.flatMap((row) => row.missing).map((why) => [why.action, why]));
  return {
    name: lastPart(resource),
    ageDays: fact<number>(facts, 'ageDays') ?? '',
    owner: ownerOf(facts, rows),
    ...EMPTY,
    ...ROWS[type](facts, resource),
    type,
    account,
    resource,
    missing: [...missing.values()]
      .map(({ action, message }) => `${action}: ${message}`)
      .sort()
      .join('; '),
  };
}

/** The tag that the company named in scope.yaml, otherwise one that is called like that. */
function ownerOf(facts: Facts, rows: readonly EvaluationRow[]): string {
  const tags = fact<Readonly<Record<string, string>>>(facts, 'tags') ?? fact(facts, 'userTags') ?? {};
  const named = rows.map(({ parameters }) => parameters.ownerTag).find((key) => key);
  const key = named ? String(named) : Object.keys(tags).find((name) => name.toLowerCase() === 'owner');
  return key ? (tags[key] ?? '') : '';
}

/** What AWS counts in one target, where a rule has read it. */
export function reviewTotals(evaluations: Iterable<EvaluationRow>): readonly ReviewTotal[] {
  for (const { account, facts, requests = [] } of evaluations) {
    const inventory = fact<Record<'listed' | 'counted', Record<string, number>>>(facts, 'inventory');
    if (inventory)
      return Object.entries(inventory.listed).map(([kind, listed]) => ({
        account,
        kind,
        listed,
        counted: inventory.counted[kind] ?? 0,
        requests,
      }));
  }
  return [];
}

/** Somebody or something that came, went or changed between two reviews of one target. */
export interface ReviewChange extends ReviewRow {
  readonly change: 'joined' | 'left' | 'changed';
  /** Columns that differ. */
  readonly columns: string;
}

/** Ages and days without use grow by themselves. */
const STEADY = REVIEW_COLUMNS.filter((column) => column !== 'ageDays' && column !== 'unusedDays');

/** Whether a row is a principal or credential; else it stands for a population that could not be listed. */
export const isListed = ({ resource }: Pick<ReviewRow, 'resource'>): boolean => !resource.endsWith(':*');

/** Of what types the population could not be listed: nobody knows who is in it. */
export const unlisted = (rows: readonly ReviewRow[]): ReadonlySet<Reviewed> =>
  new Set(rows.filter((row) => !isListed(row)).map(({ type }) => type));

/**
 * What differs between two reviews of one target, sorted; those who left are shown as they were. Of a population that
 * could not be listed at one of the two times nobody is said to have come or gone.
 */
export function reviewChanges(
  before: readonly ReviewRow[],
  after: readonly ReviewRow[],
): readonly ReviewChange[] {
  const blind = new Set([...unlisted(before), ...unlisted(after)]);
  const byKey = (rows: readonly ReviewRow[]): ReadonlyMap<string, ReviewRow> =>
    new Map(
      rows.filter(({ type }) => !blind.has(type)).map((row) => [`${row.type} ${row.resource}`, row] as const),
    );
  const [old, now] = [byKey(before), byKey(after)];
  return [...new Set([...old.keys(), ...now.keys()])]
    .sort()
    .flatMap((key) => change(old.get(key), now.get(key)));
}

function change(was: ReviewRow | undefined, is: ReviewRow | undefined): readonly ReviewChange[] {
  if (!was) return is ? [{ ...is, change: 'joined', columns: '' }] : [];
  if (!is) return [{ ...was, change: 'left', columns: '' }];
  const columns = differing(was, is);
  return columns.length === 0 ? [] : [{ ...is, change: 'changed', columns: columns.join(' ') }];
}

/** The columns in which one principal differs between two times, but for those that grow by themselves. */
export const differing = (was: ReviewRow, is: ReviewRow): readonly string[] =>
  STEADY.filter((column) => was[column] !== is[column]);
