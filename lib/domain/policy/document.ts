/**
 * IAM policy documents in one normal form: arrays everywhere, so that rules need not know AWS's shorthands.
 * Grammar: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export interface PolicyStatement {
  readonly sid: string | null;
  readonly effect: 'Allow' | 'Deny';
  /** Principal type ("AWS", "Service", "Federated", "CanonicalUser", or "*" for everyone) to its values. */
  readonly principals: Readonly<Record<string, readonly string[]>>;
  readonly notPrincipals: Readonly<Record<string, readonly string[]>>;
  readonly actions: readonly string[];
  readonly notActions: readonly string[];
  readonly resources: readonly string[];
  readonly notResources: readonly string[];
  /** Operator to key to values, e.g. `{ Bool: { 'aws:securetransport': ['false'] } }`; keys in lower case. */
  readonly conditions: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

export interface PolicyDocument {
  readonly statements: readonly PolicyStatement[];
}

const list = (value: unknown): readonly string[] =>
  value === undefined || value === null ? [] : (Array.isArray(value) ? value : [value]).map(String);

const principalsOf = (value: unknown): Record<string, readonly string[]> => {
  if (value === undefined || value === null) return {};
  if (typeof value === 'string') return { [value]: [value] };
  return Object.fromEntries(Object.entries(value as object).map(([type, ids]) => [type, list(ids)]));
};

const conditions = (value: unknown): PolicyStatement['conditions'] =>
  Object.fromEntries(
    Object.entries((value ?? {}) as Record<string, object>).map(([operator, keys]) => [
      operator,
      Object.fromEntries(Object.entries(keys).map(([key, values]) => [key.toLowerCase(), list(values)])),
    ]),
  );

/**
 * Parses a policy as AWS returns it: JSON text, or URL-encoded JSON text as IAM sends it.
 * @throws Error when the text is not a policy; a caller must not read that as "no statements".
 */
export function parsePolicy(text: string): PolicyDocument {
  const parsed: unknown = JSON.parse(text.trimStart().startsWith('{') ? text : decodeURIComponent(text));
  const statement = (parsed as { Statement?: unknown } | null)?.Statement;
  if (typeof statement !== 'object' || statement === null) {
    throw new SyntaxError('the policy document has no Statement');
  }
  return {
    statements: (Array.isArray(statement) ? statement : [statement]).map((raw: Record<string, unknown>) => {
      if (raw?.Effect !== 'Allow' && raw.Effect !== 'Deny') {
        throw new SyntaxError(`a policy statement has the Effect ${JSON.stringify(raw?.Effect)}`);
      }
      return {
        sid: typeof raw.Sid === 'string' ? raw.Sid : null,
        effect: raw.Effect,
        principals: principalsOf(raw.Principal),
        notPrincipals: principalsOf(raw.NotPrincipal),
        actions: list(raw.Action),
        notActions: list(raw.NotAction),
        resources: list(raw.Resource),
        notResources: list(raw.NotResource),
        conditions: conditions(raw.Condition),
      };
    }),
  };
}

/** How a statement is named to people: its Sid, or its place (counted from 1). */
export const statementName = (policy: PolicyDocument, statement: PolicyStatement): string =>
  statement.sid ? `"${statement.sid}"` : `number ${policy.statements.indexOf(statement) + 1}`;
