import {
  type AccessReview,
  DECISIONS,
  type Decided,
  type Decision,
  isOwnAccess,
  type Line,
  type NotListed,
  type ReviewAsk,
  type Reviewable,
  type ReviewDetails,
  type ReviewRecord,
  type Reviews,
} from '../domain/access-review.ts';
import { type Caller, namesSomebody, Refusal } from '../domain/exception.ts';
import { few } from '../domain/few.ts';
import type { Clock, Evidence, Signer, Store } from '../domain/ports.ts';
import type { Run } from '../domain/run.ts';
import { plural } from '../report/words.ts';
import { isListed, type ReviewRow } from './access-review.ts';
import { canonical, hashOf, sha256 } from './canonical.ts';
import { payloadOf, signedFile } from './dsse.ts';
import { review } from './review.ts';

const REVIEW_TYPE = 'application/vnd.vouch.access-review+json';
/** Letters of a comment or a note. */
const MOST_LETTERS = 2_000;

/** What recording a review needs. */
export interface Recording {
  readonly store: Pick<Store, 'run'>;
  readonly reviews: Pick<Reviews, 'addReview'>;
  readonly evidence: Evidence;
  readonly signer: Signer;
  readonly clock: Clock;
  /** The deployment's account: what other accounts call a person proves nothing here. */
  readonly account: string;
}

/**
 * Records a review: its signed record is written once, then the table follows. Who is to be decided about is worked out
 * from the sealed record; of what was sent, only the decisions count. Asked for once more by the same person, it is the
 * same review.
 * @throws Refusal when a decision is missing, blank or about somebody else, or nobody in particular decides
 */
export async function recordReview(ask: ReviewAsk, by: Caller, recording: Recording): Promise<AccessReview> {
  const { evidence, signer, reviews, account } = recording;
  if (by.account !== account)
    throw new Refusal(`${by.arn} is not of account ${account}, which keeps the reviews`);
  if (!namesSomebody(by.arn))
    throw new Refusal(`${by.arn} does not tell who reviews: use an IAM user or the session of a role`);
  if (ask.note !== null && ask.note.length > MOST_LETTERS)
    throw new Refusal(`the note has ${ask.note.length} letters; at most ${MOST_LETTERS} are kept`);
  const run = await sealedRun(ask, recording);
  const id = `${run.startedAt.slice(0, 10)}-${hashOf({ ask, by: by.arn }).slice(0, 12)}`;
  const key = `access-reviews/${id}.json`;
  let file = (await evidence.get(key))?.body;
  if (!file) {
    const details = await detailsOf(ask, run, by, evidence);
    const record = await recordOf(id, run, details, ask, by, recording);
    file = await written(key, await signedFile(signer, REVIEW_TYPE, record), evidence);
  }
  const { version: _, ...record } = payloadOf<ReviewRecord>(file);
  const kept = { ...record, file: { key, sha256: sha256(file) } };
  await reviews.addReview(kept);
  return kept;
}

/** Writes an object once. @returns what is there: this, or what somebody wrote before */
async function written(key: string, body: Uint8Array, evidence: Evidence): Promise<Uint8Array> {
  if (await evidence.put(key, body, 'application/json')) return body;
  const stored = await evidence.get(key);
  if (!stored) throw new Error(`${key} exists and cannot be read`);
  return stored.body;
}

async function sealedRun({ run: { sequence, id } }: ReviewAsk, { store }: Recording) {
  const run = await store.run(sequence);
  if (run?.id !== id) throw new Refusal(`there is no run ${sequence} with the id ${id}`);
  if (!run.seal) throw new Refusal(`run ${sequence} is not sealed; only what is sealed can be reviewed`);
  return { ...run, seal: run.seal };
}

async function detailsOf(ask: ReviewAsk, run: Run, by: Caller, evidence: Evidence): Promise<ReviewDetails> {
  const { accounts, principals, notListed } = await population(run, ask.accounts, evidence);
  const absent = (ask.accounts ?? []).filter((id) => !accounts.includes(id));
  if (absent.length > 0) throw new Refusal(`run ${run.sequence} has no account ${few(absent)}`);
  const what = `run ${run.sequence}${within(ask.accounts)}`;
  return { accounts, notListed, decisions: decided(principals, ask.decisions, what, by.arn) };
}

/** Writes the details, and pins them: what is signed stays small, however many are decided about. */
async function recordOf(
  id: string,
  { sequence, id: runId, startedAt, seal }: Awaited<ReturnType<typeof sealedRun>>,
  { accounts, notListed, decisions }: ReviewDetails,
  ask: ReviewAsk,
  by: Caller,
  { evidence, clock }: Recording,
): Promise<ReviewRecord> {
  const key = `access-reviews/details/${id}.json`;
  const body = Buffer.from(`${canonical({ accounts, notListed, decisions })}\n`);
  const counts = { keep: 0, change: 0, remove: 0 };
  for (const { decision } of decisions) counts[decision] += 1;
  return {
    version: 1,
    id,
    run: { sequence, id: runId, startedAt, seal: seal.sha256 },
    accounts: accounts.length,
    whole: ask.accounts === null,
    population: { principals: decisions.length, sha256: populationHash(decisions) },
    notListed: notListed.length,
    counts,
    own: decisions.filter(({ ownAccess }) => ownAccess).length,
    details: { key, sha256: sha256(await written(key, body, evidence)) },
    note: ask.note,
    by,
    at: clock().toISOString(),
  };
}

const within = (accounts: ReviewAsk['accounts']): string => (accounts ? ` in ${few(accounts)}` : '');

/** What of a row is needed to decide about it. */
type Principal = Pick<ReviewRow, 'type' | 'account' | 'name' | 'resource' | 'state'>;

/** Who is to be decided about, as the sealed record has it. */
async function population(run: Run, wanted: ReviewAsk['accounts'], evidence: Evidence) {
  const faults: string[] = [];
  const accounts: string[] = [];
  const principals: Principal[] = [];
  const notListed: NotListed[] = [];
  for await (const { account, rows } of review(run, null, evidence, faults, wanted)) {
    accounts.push(account);
    for (const row of rows) {
      const { type, name, resource, state } = row;
      if (isListed(row)) principals.push({ type, account, name, resource, state });
      else notListed.push({ account, type, why: row.missing });
    }
  }
  if (faults.length > 0)
    throw new Refusal(`what run ${run.sequence} saw is not there as it was sealed: ${few(faults)}`);
  return { accounts, principals, notListed };
}

const keyOf = ({ type, resource }: Reviewable): string => `${type} ${resource}`;

/** What pins who was decided about: anybody can compute it again from the decisions. */
const populationHash = (all: readonly Reviewable[]): string =>
  sha256(all.map((each) => `${keyOf(each)}\n`).join(''));

/**
 * The decision about each principal, in the order of the population.
 * @param what the population, in words
 * @throws Refusal unless each has exactly one, and nobody else has any
 */
function decided(
  principals: readonly Principal[],
  lines: readonly Line[],
  what: string,
  reviewer: string,
): readonly Decided[] {
  const byKey = new Map<string, Line>();
  const refused = new Map<string, string[]>();
  const refuse = (why: string, line: Reviewable): void => {
    refused.set(why, [...(refused.get(why) ?? []), keyOf(line)]);
  };
  const known = new Set(principals.map(keyOf));
  for (const line of lines) {
    const { decision, comment } = line;
    const key = keyOf(line);
    if (!known.has(key)) refuse(`not in the population of ${what}`, line);
    if (byKey.has(key)) refuse('decided about more than once', line);
    byKey.set(key, line);
    if (decision === '') refuse('without a decision', line);
    else if (!isDecision(decision))
      refuse(`decided "${decision.slice(0, 40)}", which is none of ${DECISIONS.join(', ')}`, line);
    else if (decision !== 'keep' && comment.trim() === '')
      refuse(`to ${decision}, without a comment that says what or why`, line);
    if (comment.length > MOST_LETTERS) refuse(`with a comment of more than ${MOST_LETTERS} letters`, line);
  }
  for (const principal of principals)
    if (!byKey.has(keyOf(principal))) refuse('missing from the decisions', principal);
  if (refused.size > 0)
    throw new Refusal(
      [...refused].map(([why, some]) => `${plural(some.length, 'row')} ${why}: ${few(some)}`).join('; '),
    );
  if (principals.length === 0)
    throw new Refusal(`the population of ${what} is empty: nobody is decided about`);
  return principals.map((principal) => {
    const { type, account, name, resource } = principal;
    const { decision, comment } = byKey.get(keyOf(principal)) as Line & { decision: Decision };
    return { type, account, name, resource, decision, comment, ownAccess: isOwnAccess(principal, reviewer) };
  });
}

const isDecision = (word: string): word is Decision => (DECISIONS as readonly string[]).includes(word);
