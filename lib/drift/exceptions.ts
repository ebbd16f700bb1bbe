import {
  type Ask,
  type Caller,
  type Exception,
  exceptionState,
  maySamePerson,
  namesSomebody,
  Refusal,
  type Step,
  type TagCondition,
  type Terms,
} from '../domain/exception.ts';
import { daysAfter } from '../domain/remediation.ts';
import type { AnyRule } from '../domain/rule.ts';
import type { Pinned } from '../domain/run.ts';
import { UNTAGGED } from '../domain/untagged.ts';

/** What decides whether a step may be taken. */
export interface Case {
  /** Id of the exception that the step is about. */
  readonly id: string;
  /** What is known of it; null when there is none. */
  readonly known: Exception | null;
  /** The exception that a request renews; null when it renews none, or there is none of that id. */
  readonly former: Exception | null;
  readonly by: Caller;
  readonly at: string;
  /** The deployment's account: what other accounts call a person proves nothing here. */
  readonly account: string;
  readonly maxDays: number;
  /** The rules there are. */
  readonly rules: readonly Pick<AnyRule, 'id' | 'resource'>[];
}

/**
 * Decides whether a step may be taken.
 * @returns the step, to be signed
 * @throws Refusal saying why not
 */
export function decide(ask: Ask, { id, by, at, ...told }: Case): Step {
  if (by.account !== told.account)
    throw new Refusal(`${by.arn} is not of account ${told.account}, which keeps the exceptions`);
  if (!namesSomebody(by.arn))
    throw new Refusal(`${by.arn} does not tell who acts: use an IAM user or the session of a role`);
  const step = { ...ask, version: 1, id, by, at } as const;
  if (ask.step === 'request') {
    checkRequest(ask.terms, { id, by, at, ...told });
    return { ...step, previous: null };
  }
  const { known } = told;
  if (!known) throw new Refusal(`there is no exception ${id}; "vouch exceptions list" has all`);
  if (ask.step === 'approve') checkApproval(known, by, at);
  else checkRevocation(known, at);
  return { ...step, previous: (known.approved ?? known.requested).file };
}

/** An exception with one more step, which was signed. A step that it has already stays as it is. */
export function withStep(known: Exception | null, step: Step, file: Pinned): Exception {
  const { by, at } = step;
  const taken = { by, at, file };
  if (step.step === 'request')
    return known ?? { id: step.id, terms: step.terms, requested: taken, approved: null, revoked: null };
  if (!known) throw new Error(`${step.id} has no request`);
  return step.step === 'approve'
    ? { ...known, approved: known.approved ?? taken }
    : { ...known, revoked: known.revoked ?? { ...taken, reason: step.reason } };
}

function checkRequest(terms: Terms, { id, at, known, former, maxDays, rules }: Case): void {
  const { covers, start, expiry, renews } = terms;
  checkWords(terms);
  if (known) throw new Refusal(`${id}: the same was requested at ${known.requested.at}`);
  const rule = rules.find((known) => known.id === covers.rule);
  if (!rule) throw new Refusal(`there is no rule ${covers.rule}`);
  if ('tag' in covers) checkTag(covers.tag, rule);
  if (start.slice(0, 10) < at.slice(0, 10))
    throw new Refusal(`the start ${start} lies in the past: nothing is accepted after the fact`);
  if (expiry <= at || expiry <= start)
    throw new Refusal(`the expiry ${expiry} must lie after the start, and in the future`);
  if (expiry > daysAfter(start, maxDays)) {
    throw new Refusal(
      `the expiry ${expiry} is more than ${maxDays} days after the start ${start}: exceptions.maxDays of the scope allows no later one than ${daysAfter(start, maxDays)}`,
    );
  }
  if (renews === null) return;
  if (!former) throw new Refusal(`there is no exception ${renews} to renew`);
  if (!former.approved || former.revoked)
    throw new Refusal(`${renews} is ${exceptionState(former, at)}: only what was approved can be renewed`);
  if (former.terms.covers.rule !== covers.rule)
    throw new Refusal(`${renews} is about ${former.terms.covers.rule}, not ${covers.rule}`);
}

/** As many ARNs as an auditor will look at; more are a matter of the whole account. */
const MAX_RESOURCES = 100;
const MIN_LETTERS = 10;

function checkWords({ covers, reason, compensatingControl }: Terms): void {
  if ('account' in covers && !/^\d{12}$/.test(covers.account))
    throw new Refusal(`${covers.account}: expected an account id of 12 digits`);
  if ('resources' in covers) {
    const { resources } = covers;
    const strange = resources.find((resource) => !resource.startsWith('arn:'));
    if (strange !== undefined) throw new Refusal(`${strange}: expected the ARN of a resource, in full`);
    if (resources.length === 0 || resources.length > MAX_RESOURCES)
      throw new Refusal(`expected 1 to ${MAX_RESOURCES} resources, not ${resources.length}`);
  }
  if (reason.trim().length < MIN_LETTERS || compensatingControl.trim().length < MIN_LETTERS)
    throw new Refusal(
      `expected a reason and a compensating control that an auditor can judge, each of at least ${MIN_LETTERS} characters`,
    );
}

/** https://docs.aws.amazon.com/tag-editor/latest/userguide/tagging.html */
const MAX_KEY = 128;
const MAX_VALUE = 256;

function checkTag({ key, value }: TagCondition, { id, resource }: Pick<AnyRule, 'id' | 'resource'>): void {
  if (key.length === 0 || key.length > MAX_KEY || value.length > MAX_VALUE)
    throw new Refusal(
      `the tag ${key}=${value}: AWS allows a key of 1 to ${MAX_KEY} characters, and a value of up to ${MAX_VALUE}`,
    );
  const why = UNTAGGED[resource];
  if (why)
    throw new Refusal(
      `${id} is about ${resource}, of which no tag can be looked up (${why}): name the resources, or the account`,
    );
}

function checkApproval({ id, terms, requested, approved, revoked }: Exception, by: Caller, at: string): void {
  if (revoked)
    throw new Refusal(`${id} was revoked by ${revoked.by.arn} at ${revoked.at}: request a new one`);
  if (approved) throw new Refusal(`${id} was approved by ${approved.by.arn} at ${approved.at} already`);
  if (at >= terms.expiry) throw new Refusal(`${id} would have expired at ${terms.expiry}: request a new one`);
  if (maySamePerson(requested.by.arn, by.arn)) {
    throw new Refusal(
      `${id} was requested by ${requested.by.arn}, who may be the same person as ${by.arn}: another one must approve it`,
    );
  }
}

function checkRevocation({ id, terms, revoked }: Exception, at: string): void {
  if (revoked) throw new Refusal(`${id} was revoked by ${revoked.by.arn} at ${revoked.at} already`);
  if (at >= terms.expiry) throw new Refusal(`${id} ended at ${terms.expiry}: there is nothing to revoke`);
}
