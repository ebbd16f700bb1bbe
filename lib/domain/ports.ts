import type { Announcement } from './event.ts';
import type { Exception, Match } from './exception.ts';
import type { Finding, Transition } from './finding.ts';
import type { Notice } from './notice.ts';
import type { Reread, Rescan } from './rescan.ts';
import type { Run, Survey, TargetResult } from './run.ts';
import type { Target } from './target.ts';

/** Tells the time. The only clock there is: nothing below the handlers and commands asks the system. */
export type Clock = () => Date;

/** A finding's new state (null when it left) with the transition that brought it there. */
export interface Change {
  readonly key: string;
  readonly finding: Finding | null;
  readonly transition: Transition;
}

/** What the table knows of a target. `version` must be handed back on commit, so that nobody writes in between. */
export interface TargetState {
  readonly version: number;
  readonly heartbeat: TargetResult | null;
  readonly findings: ReadonlyMap<string, Finding>;
  readonly reread: Reread;
}

/** What was read of a target after its last run. */
export interface After {
  readonly reread: Reread;
  /** The rescan that commits; null when a run does. */
  readonly rescan: Rescan | null;
}

/** Current findings, transitions, heartbeats and runs. */
export interface Store {
  /** The newest run, sealed or not; null before the first. */
  lastRun(): Promise<Run | null>;
  /** One run by its sequence number; null when there is none. */
  run(sequence: number): Promise<Run | null>;
  /** Adds a run. @returns false when its sequence number is taken: somebody else opened it first. */
  addRun(run: Run): Promise<boolean>;
  /** Replaces a run's record once it is sealed; a run that is sealed already stays as it is. */
  closeRun(run: Run): Promise<void>;
  /** Runs that started in [from, to), oldest first; without bounds, all. */
  runs(from?: string, to?: string): AsyncIterable<Run>;
  /** A target's state, strongly consistent. */
  target(target: Target): Promise<TargetState>;
  /**
   * Applies changes and the heartbeat. A finding and its transition are written together or not at all; before any of
   * them, the matches, so that whoever hears of a transition knows whether it is accepted.
   * @param after what was read after the heartbeat's run; without it, nothing was
   * @param matches of conditions of exceptions in this target, new or changed
   * @returns false, with nothing or a prefix of the changes written, when the target is no longer at `version`;
   *          the caller reads again and compares again.
   */
  commit(
    target: Target,
    version: number,
    changes: readonly Change[],
    heartbeat: TargetResult,
    after?: After,
    matches?: readonly Match[],
  ): Promise<boolean>;
  /** Rescans that no seal lists yet, oldest first. */
  rescans(): AsyncIterable<Rescan>;
  /** Takes rescans off that list: a seal has them now. */
  sealedRescans(rescans: readonly Rescan[]): Promise<void>;
  /** Heartbeats of the given targets, in no order; targets never scanned are left out. */
  heartbeats(targets: readonly Target[]): AsyncIterable<TargetResult>;
  /** Every target that was ever scanned, sorted. */
  targets(): AsyncIterable<Target>;
  /** A target's transitions before `to`, sorted by rule, resource and sequence. */
  transitions(target: Target, to: string): AsyncIterable<Transition>;
  /** Transitions of all targets in [from, to), oldest first. */
  transitionsBetween(from: string, to: string): AsyncIterable<Transition>;
  /** Findings that fail now, most severe and oldest first. */
  failing(): AsyncIterable<Finding>;
  /** One exception as its steps made it, without its matches, strongly consistent; null when there is none. */
  exception(id: string): Promise<Exception | null>;
  /**
   * Keeps an exception with one more step.
   * @param before as it was read; null for a new one
   * @returns false, with nothing written, when another step was taken since
   */
  saveException(exception: Exception, before: Exception | null): Promise<boolean>;
  /** Every exception there ever was, oldest first; with what met its condition, unless that is not asked for. */
  exceptions(asked?: { readonly matches: boolean }): AsyncIterable<Exception>;
  /** What met the condition of an exception in a target, sorted by resource and time, strongly consistent. */
  matches(exception: string, target: Target): AsyncIterable<Match>;
  /** Adds notices, each once: what was added before stays as it is. */
  addNotices(notices: readonly Notice[]): Promise<void>;
}

/** Finished bundles, which may be larger than memory. */
export interface Downloads {
  /** Uploads a file that must not exist. @returns false when the key is taken; what is there stays as it is */
  put(key: string, file: string): Promise<boolean>;
  /** A URL from which whoever has it can download for a quarter of an hour, with the permissions of who made it. */
  link(key: string): Promise<string>;
}

/** Write-once objects. */
export interface Evidence {
  /**
   * Writes an object that must not exist.
   * @param note a small text kept beside the object
   * @returns false when the key is taken; what is there stays as it is
   */
  put(key: string, body: Uint8Array, contentType: string, note?: string): Promise<boolean>;
  /** Reads an object; null when there is none. `versionId` is null where the store keeps no versions. */
  get(key: string): Promise<{
    readonly body: Uint8Array;
    readonly note: string;
    readonly versionId: string | null;
  } | null>;
  /** The keys that begin with `prefix`, sorted. */
  list(prefix: string): AsyncIterable<string>;
}

/** Signs with the deployment's key. */
export interface Signer {
  /** @returns the key's id and an ECDSA P-256 signature (ASN.1 DER) over the SHA-256 of `bytes`. */
  sign(bytes: Uint8Array): Promise<{ readonly keyId: string; readonly signature: Uint8Array }>;
  /** The public key in PEM (SubjectPublicKeyInfo) with its id. */
  publicKey(): Promise<{ readonly keyId: string; readonly pem: string }>;
}

/** Where an item is in the table. */
export interface ItemKey {
  readonly pk: string;
  readonly sk: string;
}

/** What is new in the record, and may have to be announced. */
export type News = { readonly transition: Transition } | { readonly run: Run } | { readonly notice: Notice };

/** The record as those see it who announce what is new in it. */
export interface NewsRecord {
  /** What is at the key, and whether it was announced; null when it is nothing that is announced. */
  read(key: ItemKey): Promise<{ readonly news: News; readonly announced: boolean } | null>;
  /** Notes that it was announced, at a time (ISO 8601 UTC). */
  markAnnounced(key: ItemKey, at: string): Promise<void>;
}

/** Puts announcements on Vouch's bus. */
export interface Announcer {
  announce(announcements: readonly Announcement[]): Promise<void>;
}

/** Reads the Organization and opens its accounts. */
export interface Organization {
  /** What the run must account for; `excluded` accounts come with the reason. */
  survey(): Promise<Survey>;
}
