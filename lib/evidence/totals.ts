import type { Plan, RuleSource, Run } from '../domain/run.ts';
import { GLOBAL_REGION, type Target } from '../domain/target.ts';
import { daysOf } from './days.ts';
import type { Period } from './intervals.ts';

/** What was listed beside a total that somebody else counted. Empty where nobody knows. */
export interface Total {
  /** Id of the listing; of resources, their type. */
  readonly listing: string;
  readonly account: string;
  readonly region: string;
  readonly listed: number | '';
  readonly independent: number | '';
  /** Who counted, and with what. */
  readonly source: string;
  readonly difference: number | '';
  /** Why they differ, or why one is not known; empty where they are equal. */
  readonly explanation: string;
  /** Requests to AWS in which it was counted, with their ids, a line each; empty where the record names none. */
  readonly requests: string;
}

export const TOTAL_COLUMNS = [
  'listing',
  'account',
  'region',
  'listed',
  'independent',
  'source',
  'difference',
  'explanation',
  'requests',
] as const satisfies readonly (keyof Total)[];

/** A total of two numbers. @param why what explains a difference, where there is one */
const total = (
  of: Pick<Total, 'listing' | 'source'> & Partial<Target & Pick<Total, 'requests'>>,
  listed: number,
  independent: number,
  why: string,
): Total => ({
  account: '',
  region: '',
  requests: '',
  ...of,
  listed,
  independent,
  difference: listed - independent,
  explanation: listed === independent ? '' : why,
});

/** Accounts that the walk through the Organization found, beside those that Organizations lists. */
export const accountsTotal = ({ accounts, excluded, accountsTotal: counted }: Plan): Total =>
  total(
    { listing: 'accounts', source: 'Organizations.ListAccounts' },
    accounts.length + excluded.length,
    counted,
    'an account came or went while the Organization was read, or part of its tree is not visible to the audit account',
  );

/** Days on which a run began, beside those on which one was due; and numbers of runs, beside those given. */
export function runTotals(runs: readonly Run[], period: Period): readonly Total[] {
  const due = daysOf(runs, period).filter((day) => day.due);
  const held = due.filter((day) => day.runs.some(({ status }) => status !== 'missed'));
  const [first, last] = [runs[0], runs.at(-1)];
  return [
    total(
      { listing: 'runs', source: 'days of the period on which the schedule was due: one a day' },
      held.length,
      due.length,
      'no run began on these days: gaps/calendar.csv names them, gaps/coverage.csv says why',
    ),
    total(
      { listing: 'seals', source: 'sequence numbers from the first to the last run, given without holes' },
      runs.length,
      first && last ? last.sequence - first.sequence + 1 : 0,
      'runs are missing from the record',
    ),
  ];
}

/** Events of one type that were routed, beside those that the record of findings and runs calls for. */
export const eventTotal = (type: string, routed: number, put: number): Total =>
  total(
    { listing: 'events', source: `changes and runs of the record that are announced as "${type}"` },
    routed,
    put,
    'on its way, lost or at the edge of the period: the queue, its dead letters and the alarms tell',
  );

/** Types as access reviews call them, by what IAM's account summary calls them. */
const SUMMARIZED: Readonly<Record<string, string>> = {
  users: 'AWS::IAM::User',
  groups: 'AWS::IAM::Group',
  roles: 'AWS::IAM::Role',
  policies: 'AWS::IAM::Policy (managed by the customer)',
};

/** Principals that were listed in an account, beside IAM's own summary. */
export const principalsTotal = (
  account: string,
  kind: string,
  listed: number,
  counted: number,
  requests: string,
): Total =>
  total(
    {
      listing: SUMMARIZED[kind] ?? kind,
      account,
      region: GLOBAL_REGION,
      source: 'IAM.GetAccountSummary',
      requests,
    },
    listed,
    counted,
    'one was made or deleted between two reads: see the rule iam-review-population-complete',
  );

/** Resources of one type in one target; null where the listing failed. */
export type Listed = ReadonlyMap<string, number | null>;

/** The types that rules look for in Regions, with where their evidence comes from. */
export type RegionalTypes = ReadonlyMap<string, Pick<RuleSource, 'recordedAs' | 'operations'>>;

const CONFIG = 'Config.GetDiscoveredResourceCounts';

/** What AWS Config counted in a target, and the requests that say so, a line each. */
export interface Counted {
  readonly counts: Readonly<Record<string, number>>;
  readonly requests: string;
}

/** What was listed in a target, beside what AWS Config counts there, type by type. Types that neither knows are left out. */
export function* configTotals(
  target: Target,
  listed: Listed,
  { counts, requests }: Counted,
  types: RegionalTypes,
): Generator<Total> {
  for (const [type, { recordedAs, operations }] of types) {
    const [only, ...others] = recordedAs;
    const name = type in counts || !only || others.length > 0 ? type : only;
    // Where Config is known to record a type, its silence says that there is none; elsewhere it says nothing.
    const counted = counts[name] ?? (recordedAs.length === 0 ? null : 0);
    const found = listed.has(type) ? (listed.get(type) ?? null) : 0;
    if (!counted && found === 0) continue;
    const of = { listing: type, account: target.account, region: target.region, source: CONFIG, requests };
    if (found === null || counted === null)
      yield {
        ...of,
        listed: found ?? '',
        independent: counted ?? '',
        difference: '',
        explanation:
          found === null
            ? 'it could not be listed: see gaps/not-evaluated.csv'
            : 'AWS Config shows none of this type, which it may not record in every Region',
      };
    else yield total(of, found, counted, unexplained(name, operations));
  }
}

/** A difference that nothing in the record explains: how to find out, and what the listing itself asked. */
function unexplained(name: string, operations: RuleSource['operations']): string {
  const asked = operations
    .filter(({ lists, parameters }) => lists && parameters !== null && JSON.stringify(parameters) !== '{}')
    .map(({ operation, parameters }) => `${operation} with ${JSON.stringify(parameters)}`);
  return [
    `not explained by the record: AWS Config counts what it has discovered by then; compare with "aws configservice list-discovered-resources --resource-type ${name}"`,
    ...(asked.length > 0 ? [`listed by ${asked.join(', ')}`] : []),
  ].join('; ');
}

/** A target in which nothing but the listings tells how much there is. */
export const uncounted = ({ account, region }: Target, listed: number, why: string): Total => ({
  listing: 'resources of every type',
  account,
  region,
  listed,
  independent: '',
  source: CONFIG,
  difference: '',
  requests: '',
  explanation: why,
});
