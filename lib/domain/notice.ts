import type { EndedMatch, Exception } from './exception.ts';
import type { Finding } from './finding.ts';

/** Something that comes with time alone, without a change: written once, when the daily run first sees it. */
export type Notice = {
  /** The same however often it is seen. */
  readonly id: string;
  readonly at: string;
  /** The run after which it was seen. */
  readonly sequence: number;
} & (
  | {
      readonly kind: 'overdue';
      readonly finding: Finding;
      readonly since: string;
      readonly due: string;
    }
  | {
      /** An exception that goes on accepted it, until its resource no longer met the condition. */
      readonly kind: 'unaccepted';
      readonly finding: Finding;
      readonly match: EndedMatch;
    }
  | {
      readonly kind: 'expiring' | 'expired';
      readonly exception: Exception;
      /** Ids of approved exceptions that renew it. */
      readonly renewedBy: readonly string[];
    }
);
