import type { ControlId, CriterionId } from './control.ts';
import type { Remediation } from './remediation.ts';
import type { ParameterOverrides } from './rule.ts';

/** Modes of S3 Object Lock: with a special permission GOVERNANCE can be lifted, COMPLIANCE by nobody. */
export const LOCK_MODES = ['GOVERNANCE', 'COMPLIANCE'] as const;

/** How it is known which resources there are. */
export const PRESENCES = ['config', 'listed'] as const;

/** What is examined, as validated from scope.yaml. */
export interface Scope {
  readonly accounts: {
    /** Account ids or OU ids (`ou-...`, `r-...`); empty means the whole Organization. */
    readonly include: readonly string[];
    readonly exclude: readonly { readonly id: string; readonly reason: string }[];
  };
  /** `all` means every Region enabled in the account. */
  readonly regions: 'all' | readonly string[];
  readonly criteria: readonly CriterionId[];
  /** `config`: what AWS Config shows to be absent from a Region is not listed there; `listed`: everything is. */
  readonly presence: (typeof PRESENCES)[number];
  readonly parameters: ParameterOverrides;
  readonly owners: Readonly<Partial<Record<ControlId, string>>>;
  readonly access: { readonly roleName: string; readonly externalId: string | null };
  /** How long, and how firmly, the evidence bucket keeps what is put into it. */
  readonly evidence: { readonly retentionDays: number; readonly mode: (typeof LOCK_MODES)[number] };
  /** Days within which a failing finding must be fixed. */
  readonly remediation: Remediation;
  /** The longest that an exception may last before it must be renewed. */
  readonly exceptions: { readonly maxDays: number };
}
