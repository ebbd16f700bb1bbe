import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AccessReview, ReviewDetails } from '../../domain/access-review.ts';
import type { Run } from '../../domain/run.ts';
import { daysBetween } from '../days.ts';
import type { BundleFolder } from '../folder.ts';
import type { History } from '../history.ts';
import type { Period } from '../intervals.ts';
import { quartersOf } from '../quarters.ts';
import { pinnedObject, read } from '../record.ts';
import { type Due, dueOf, type Fate, type Outcome, prove } from '../review-proof.ts';
import { ACCESS_REVIEW } from './access-reviews.ts';
import { type Bundling, collect } from './bundling.ts';

/** A calendar quarter with the reviews that were held in it. */
interface QuarterRow {
  readonly quarter: string;
  readonly from: string;
  readonly to: string;
  /** `part`: some accounts or populations were left out. `not due`: the period cuts the quarter, and none was held. */
  readonly status: 'held' | 'part' | 'missed' | 'not due';
  readonly reviews: string;
  readonly reviewers: string;
  /** Accounts that were examined then, and those that no review covers in full. */
  readonly accounts: number;
  readonly notReviewed: string;
}

/** What reviews came to, for warnings. */
export interface HeldReviews {
  readonly held: number;
  readonly quarters: readonly Pick<QuarterRow, 'quarter' | 'status' | 'notReviewed'>[];
  /** Removals and changes that were decided, and those of them that nothing shows to be carried out. */
  readonly due: number;
  readonly open: number;
  /** Decisions of reviewers about their own access. */
  readonly own: number;
}

/** A review with what its details, which lie at `path`, say of where it reached. */
interface Held {
  readonly review: AccessReview;
  readonly path: string;
  /** Accounts of which everything was listed and decided about. */
  readonly accounts: ReadonlySet<string>;
  readonly covers: string;
}

const detailsIn = (file: Uint8Array): ReviewDetails =>
  JSON.parse(Buffer.from(file).toString()) as ReviewDetails;

const DONE: readonly Fate[] = ['removed', 'changed'];

/**
 * The reviews that were signed off within the period, each decision with what became of it as later runs saw it, and
 * what was held in which quarter. The order of everything is that of the sign-offs.
 */
export async function writeReviews(
  out: BundleFolder,
  period: Period,
  history: Pick<History, 'rules' | 'accounts'>,
  bundling: Pick<Bundling, 'reviews' | 'store' | 'evidence' | 'rules'>,
): Promise<{ readonly reviews: HeldReviews; readonly faults: readonly string[] }> {
  const faults: string[] = [];
  const all = bundling.reviews ? await collect(bundling.reviews.reviews()) : [];
  const signed = all
    .filter(({ at }) => at >= period.from && at < period.to)
    .sort((a, b) => (`${a.at} ${a.id}` < `${b.at} ${b.id}` ? -1 : 1));
  const held: Held[] = [];
  const dues: Due[] = [];
  for (const review of signed) {
    const file = await pinnedObject(review.file, bundling.evidence, faults);
    const details = await pinnedObject(review.details, bundling.evidence, faults);
    const decided = read(review.details, details?.body ?? null, detailsIn, faults);
    if (!file || !details || !decided) continue;
    const path = `access-reviews/details/${review.id}.json`;
    await out.copy(`access-reviews/signed/${review.id}.json`, file, ACCESS_REVIEW);
    await out.copy(path, details, ACCESS_REVIEW);
    const blind = new Set(decided.notListed.map(({ account }) => account));
    held.push({
      review,
      path,
      accounts: new Set(decided.accounts.filter((account) => !blind.has(account))),
      covers: review.whole ? 'all' : decided.accounts.join(' '),
    });
    dues.push(...dueOf(review, decided));
  }
  const runs = await runsOf(held, period, bundling);
  const proving = {
    runs,
    evidence: bundling.evidence,
    looked: lookedFor(history, bundling.rules, period),
    leftAt: await departures(out, dues),
  };
  const outcomes = await prove(dues, proving, faults);
  await writeDecisions(out, held, outcomes);
  await writeHeld(out, held, outcomes);
  const quarters = quarterRows(held, period, history);
  await out.table(
    'access-reviews/quarters.csv',
    ['quarter', 'from', 'to', 'status', 'reviews', 'reviewers', 'accounts', 'notReviewed'],
    quarters,
    ACCESS_REVIEW,
  );
  return {
    reviews: {
      held: held.length,
      quarters,
      due: dues.length,
      open: [...outcomes.values()].filter(({ fate }) => !DONE.includes(fate)).length,
      own: held.reduce((sum, { review }) => sum + review.own, 0),
    },
    faults,
  };
}

/** The runs that reviews were made of, and every sealed one of the period after the first of them. */
async function runsOf(
  held: readonly Held[],
  { from, to }: Period,
  { store }: Pick<Bundling, 'store'>,
): Promise<readonly Run[]> {
  const reviewed = new Set(held.map(({ review }) => review.run.sequence));
  const [first] = held.map(({ review }) => review.run.startedAt).sort();
  if (first === undefined) return [];
  const runs = await collect(store.runs(first, to));
  return runs.filter(
    ({ seal, targets, startedAt, sequence }) =>
      seal && targets.scanned > 0 && (startedAt >= from || reviewed.has(sequence)),
  );
}

/** A type is looked for by the rules about it. Of runs before the period only those are asked that were reviewed. */
function lookedFor(history: Pick<History, 'rules'>, rules: Bundling['rules'], { from }: Period) {
  const types = new Map(rules.map(({ id, resource }) => [id, resource as string]));
  const spans = history.rules.all().map((version) => ({ ...version, type: types.get(version.name) }));
  return (type: string, { sequence, startedAt }: Run): boolean =>
    startedAt < from ||
    spans.some((span) => span.type === type && span.fromRun <= sequence && sequence <= span.toRun);
}

const keyOf = ({ account, type, resource }: Pick<Due, 'account' | 'type' | 'resource'>): string =>
  `${account} ${type} ${resource}`;

/** When findings about whom somebody decided to remove ended because it had gone, as the results have it. */
async function departures(
  out: BundleFolder,
  dues: readonly Due[],
): Promise<(due: Due) => number | undefined> {
  const left = new Map<string, number[]>();
  for (const due of dues) if (due.decision === 'remove') left.set(keyOf(due), []);
  if (left.size > 0)
    for await (const { ended, endedByRun, endedByRescan, ...finding } of out.records(
      'results/intervals.csv',
    )) {
      if (ended !== 'left') continue;
      const { account = '', type = '', resource = '' } = finding;
      // What a rescan missed, the run after it was the first to miss.
      left.get(keyOf({ account, type, resource }))?.push(Number(endedByRun) + (endedByRescan === '' ? 0 : 1));
    }
  return (due) =>
    left
      .get(keyOf(due))
      ?.filter((sequence) => sequence > due.sequence)
      .sort((a, b) => a - b)[0];
}

const decisionKey = (review: string, { type, resource }: Pick<Due, 'type' | 'resource'>): string =>
  `${review} ${type} ${resource}`;

/** One record is in memory at a time: each is read back as it lies in the bundle. */
async function writeDecisions(
  out: BundleFolder,
  held: readonly Held[],
  outcomes: ReadonlyMap<Due, Outcome>,
): Promise<void> {
  const byKey = new Map([...outcomes].map(([due, outcome]) => [decisionKey(due.review, due), outcome]));
  async function* rows() {
    for (const { review, path } of held) {
      const { decisions } = detailsIn(await readFile(join(out.root, path)));
      for (const decided of decisions) {
        const {
          fate = '',
          at = '',
          run = '',
          detail = '',
        } = byKey.get(decisionKey(review.id, decided)) ?? {};
        yield {
          ...decided,
          review: review.id,
          ownAccess: decided.ownAccess ? 'yes' : 'no',
          outcome: fate,
          outcomeAt: at,
          outcomeRun: run,
          detail,
        };
      }
    }
  }
  await out.table(
    'access-reviews/decisions.csv',
    [
      'review',
      'type',
      'account',
      'name',
      'resource',
      'decision',
      'comment',
      'ownAccess',
      'outcome',
      'outcomeAt',
      'outcomeRun',
      'detail',
    ],
    rows(),
    ACCESS_REVIEW,
  );
}

async function writeHeld(
  out: BundleFolder,
  held: readonly Held[],
  outcomes: ReadonlyMap<Due, Outcome>,
): Promise<void> {
  const fates = new Map<string, Fate[]>();
  for (const [{ review }, { fate }] of outcomes) fates.set(review, [...(fates.get(review) ?? []), fate]);
  await out.table(
    'access-reviews/reviews.csv',
    [
      'id',
      'run',
      'populationAt',
      'covers',
      'accounts',
      'principals',
      'notListed',
      'keep',
      'change',
      'remove',
      'carriedOut',
      'notCarriedOut',
      'notSeen',
      'ownAccess',
      'reviewer',
      'at',
      'days',
      'note',
    ],
    held.map(({ review, covers }) => {
      const { id, run, accounts, counts, notListed, own, by, at, note } = review;
      const theirs = fates.get(id) ?? [];
      const notSeen = theirs.filter((fate) => fate === 'not seen').length;
      const carriedOut = theirs.filter((fate) => DONE.includes(fate)).length;
      return {
        id,
        run: run.sequence,
        populationAt: run.startedAt,
        covers,
        accounts,
        ...counts,
        principals: counts.keep + counts.change + counts.remove,
        notListed,
        carriedOut,
        notCarriedOut: theirs.length - carriedOut - notSeen,
        notSeen,
        ownAccess: own,
        reviewer: by.arn,
        at,
        days: daysBetween(run.startedAt.slice(0, 10), at.slice(0, 10)),
        note: note ?? '',
      };
    }),
    ACCESS_REVIEW,
  );
}

function quarterRows(
  held: readonly Held[],
  period: Period,
  history: Pick<History, 'accounts'>,
): readonly QuarterRow[] {
  return quartersOf(period).map(({ name, from, to, whole }) => {
    const theirs = held.filter(({ review }) => review.at >= from && review.at < to);
    const covered = new Set(theirs.flatMap(({ accounts }) => [...accounts]));
    const newest = Math.max(...theirs.map(({ review }) => review.run.sequence));
    const examined = history
      .accounts()
      .filter(({ firstRun, lastRun }) => firstRun !== null && lastRun !== null && lastRun >= newest)
      .filter(({ firstRun }, _, all) => (firstRun ?? 0) <= Math.max(newest, firstOf(all)));
    const notReviewed = theirs.length === 0 ? [] : examined.filter(({ id }) => !covered.has(id));
    const status =
      theirs.length > 0 ? (notReviewed.length > 0 ? 'part' : 'held') : whole ? 'missed' : 'not due';
    return {
      quarter: name,
      from,
      to,
      status,
      reviews: theirs.map(({ review }) => review.id).join(' '),
      reviewers: [...new Set(theirs.map(({ review }) => review.by.arn))].join(' '),
      accounts: theirs.length === 0 ? 0 : examined.length,
      notReviewed: notReviewed.map(({ id }) => id).join(' '),
    };
  });
}

/** The first run of the period that examined any of the accounts. */
const firstOf = (accounts: ReturnType<History['accounts']>): number =>
  Math.min(...accounts.map(({ firstRun }) => firstRun ?? Number.POSITIVE_INFINITY));
