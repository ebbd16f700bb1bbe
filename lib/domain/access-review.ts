import { type Caller, maySamePerson, namesSomebody } from './exception.ts';
import type { Pinned, RunRef } from './run.ts';

/** What a reviewer decides of a principal or credential. */
export const DECISIONS = ['keep', 'change', 'remove'] as const;
export type Decision = (typeof DECISIONS)[number];

/** A principal or credential, as a list of them names it. */
export interface Reviewable {
  /** CloudFormation type. */
  readonly type: string;
  /** ARN, or what stands for one. */
  readonly resource: string;
}

/** A line of a reviewer's list, as it was filled in: `decision` may be anything. */
export interface Line extends Reviewable {
  readonly decision: string;
  readonly comment: string;
}

/** A review that somebody wants to sign off. */
export interface ReviewAsk {
  readonly step: 'review';
  /** The run whose population is decided about. */
  readonly run: Pick<RunRef, 'sequence' | 'id'>;
  /** The accounts that it covers; null for every account of the run. */
  readonly accounts: readonly string[] | null;
  readonly decisions: readonly Line[];
  readonly note: string | null;
}

/** A decision as it is signed. */
export interface Decided extends Reviewable {
  readonly account: string;
  readonly name: string;
  readonly decision: Decision;
  /** What is to change, or why it is to go; may be empty where it is kept. */
  readonly comment: string;
  /** Whether the reviewer decided about their own access, as far as can be told. */
  readonly ownAccess: boolean;
}

/** A population that the run could not list: nobody decided about who is in it. */
export interface NotListed {
  readonly account: string;
  readonly type: string;
  readonly why: string;
}

/** Everything that a review decided, which may be much. */
export interface ReviewDetails {
  /** Those that it covers, sorted. */
  readonly accounts: readonly string[];
  readonly notListed: readonly NotListed[];
  /** One for each of the population, sorted by account, type and resource. */
  readonly decisions: readonly Decided[];
}

/** A review as it is signed. */
export interface ReviewRecord {
  readonly version: 1;
  readonly id: string;
  /** The run, with the SHA-256 (hex) of its seal, which pins everything that the reviewer was shown. */
  readonly run: RunRef & { readonly seal: string };
  /** How many accounts it covers, and whether these are all that the run has. */
  readonly accounts: number;
  readonly whole: boolean;
  /** How many there are to decide about, and the SHA-256 (hex) over `type resource` and a line feed of each, in order. */
  readonly population: { readonly principals: number; readonly sha256: string };
  /** How many populations could not be listed. */
  readonly notListed: number;
  readonly counts: Readonly<Record<Decision, number>>;
  /** How many decisions are about the reviewer's own access. */
  readonly own: number;
  readonly details: Pinned;
  readonly note: string | null;
  readonly by: Caller;
  readonly at: string;
}

/** A review as the table keeps it. */
export interface AccessReview extends Omit<ReviewRecord, 'version'> {
  readonly file: Pinned;
}

/** The reviews in the table. */
export interface Reviews {
  /** Adds a review; one that is there stays as it is. */
  addReview(review: AccessReview): Promise<void>;
  /** Every review there ever was, by id, which begins with the day of its run. */
  reviews(): AsyncIterable<AccessReview>;
}

/** What of a principal tells whose it is. `state`: of groups the members' names, of assignments the kind of principal. */
interface Owned extends Reviewable {
  readonly account: string;
  readonly name: string;
  readonly state: string;
}

const sessionOf = (arn: string) =>
  /^arn:[^:]+:sts::(?<account>\d{12}):assumed-role\/(?<role>[^/]+)\/(?<session>.+)$/.exec(arn)?.groups;

/**
 * Whether a caller's own access is decided about, as far as can be told: by the ARN of a user, the user of a key, the
 * role of a session; and by the name of the session where Identity Center gives it, which is the user's name.
 * https://docs.aws.amazon.com/singlesignon/latest/userguide/cloudtrail-integration.html
 */
export function isOwnAccess({ type, resource, account, name, state }: Owned, arn: string): boolean {
  const [user = ''] = resource.split('#');
  const session = sessionOf(arn);
  const person = session?.role?.startsWith('AWSReservedSSO_') ? session.session : undefined;
  switch (type) {
    case 'AWS::IAM::User':
    case 'AWS::IAM::AccessKey':
      return namesSomebody(user) && maySamePerson(user, arn);
    case 'AWS::IAM::Role':
      return session?.account === account && session.role === name;
    case 'AWS::IdentityStore::User':
      return person === name;
    case 'AWS::SSO::Assignment':
      return state === 'USER' && person === name;
    case 'AWS::IdentityStore::Group':
      return person !== undefined && state.split(' ').includes(person);
    default:
      return false;
  }
}
