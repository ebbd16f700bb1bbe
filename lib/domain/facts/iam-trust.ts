import type { Trust } from '../policy/trust.ts';

export interface IamTrustFacts {
  'AWS::IAM::Role': RoleTrust;
}

/** Whom a role lets in, seen from where its account stands. */
export interface RoleTrust {
  readonly roleName: string;
  /** Who made the role and alone can change its trust policy: an AWS service; null for the company itself. */
  readonly keeper: string | null;
  readonly trusts: readonly Trust[];
  /** Its account is looked at alone: every other account then counts as outside. */
  readonly alone: boolean;
}
