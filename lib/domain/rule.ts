import type { ControlId } from './control.ts';
import type { Facts, ResourceType } from './facts/index.ts';
import type { Json } from './json.ts';
import type { Outcome } from './verdict.ts';

/** Severities, most severe first. */
export const SEVERITIES = ['critical', 'high', 'medium', 'low', 'info'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** The families in which users look for a rule. */
export const AREAS = [
  'mfa',
  'access-review',
  'least-privilege',
  'org-governance',
  'encryption',
  'logging',
  'backup',
  'monitoring',
  'network',
  'vulnerability',
  'incident-response',
  'availability',
  'change',
] as const;
export type Area = (typeof AREAS)[number];

/** Values a company may set in scope.yaml; the defaults' types are the parameters' types. */
export type Parameters = Readonly<Record<string, number | string | boolean | readonly string[]>>;

/** Ids of the same check in other tools, for users who know those. */
export interface References {
  readonly securityHub?: readonly string[];
  readonly configRule?: readonly string[];
  readonly prowler?: readonly string[];
  readonly steampipe?: readonly string[];
}

/**
 * A rule: a pure function from the declared facts of one resource to a verdict, and everything that
 * people need to know about it. It sees the facts it names in `reads` and nothing else.
 */
export interface Rule<
  T extends ResourceType = ResourceType,
  K extends keyof Facts[T] = keyof Facts[T],
  P extends Parameters = Parameters,
> {
  /** Folder and file joined by a hyphen: `rules/kms/key-rotation.ts` is `kms-key-rotation`. */
  readonly id: string;
  /** The state that passes, as one sentence without a full stop. */
  readonly title: string;
  readonly severity: Severity;
  readonly area: Area;
  readonly resource: T;
  readonly reads: readonly K[];
  readonly controls: readonly ControlId[];
  /** What goes wrong for the company when this fails. */
  readonly risk: string;
  readonly remediation: { readonly text: string; readonly cli?: string; readonly url: string };
  readonly parameters: P;
  readonly references: References;
  check(facts: Pick<Facts[T], K>, parameters: P): Outcome;
}

/** A rule whose own types are forgotten, as the engine and the reports handle it. */
export interface AnyRule extends Omit<Rule, 'reads' | 'check' | 'parameters'> {
  readonly reads: readonly string[];
  readonly parameters: Parameters;
  check(facts: Readonly<Record<string, never>>, parameters: never): Outcome;
}

/** A rule as the registry holds it: `hash` is the SHA-256 (hex) of its source with the helpers it uses. */
export interface RegisteredRule extends AnyRule {
  readonly hash: string;
}

/**
 * Declares a rule. Facts that are not in `reads` do not compile in `check`; `parameters` may be left out.
 * The empty `references` says that no other tool has this check.
 */
export function defineRule<T extends ResourceType, K extends keyof Facts[T], P extends Parameters>(
  rule: Omit<Rule<T, K, P>, 'parameters' | 'references'> & {
    readonly parameters?: P;
    readonly references?: References;
  },
): Rule<T, K, P> {
  return { parameters: {} as P, references: {}, ...rule };
}

/** A rule with the hash of its source, as the generated registry in rules/index.ts lists it. */
export const register = (rule: { readonly id: string }, hash: string): RegisteredRule => ({
  ...(rule as unknown as AnyRule),
  hash,
});

/** One resource type's values with the ids of the type's rules, e.g. `{ 'kms-key-rotation': { maxDays: 180 } }`. */
export type ParameterOverrides = Readonly<Record<string, Readonly<Record<string, Json>>>>;
