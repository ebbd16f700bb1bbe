import type { ControlId, CriterionId } from './control.ts';
import type { ParameterOverrides } from './rule.ts';

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
  readonly parameters: ParameterOverrides;
  readonly owners: Readonly<Partial<Record<ControlId, string>>>;
  readonly access: { readonly roleName: string; readonly externalId: string | null };
}
