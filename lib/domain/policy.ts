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

/** Whether the statement names everyone, AWS customers and strangers alike, as its principal. */
const isForEveryone = ({ principals }: PolicyStatement): boolean =>
  [...(principals['*'] ?? []), ...(principals.AWS ?? [])].includes('*');

/** No wildcard, and no variable but those that tell of the resource itself. */
const FIXED = /^(?:[^*?$]|\$\{aws:Resource\w+\})+$/i;
/** A whole ARN, or a pattern of one account, or of one bucket: its name is unique without an account. */
const FIXED_OWNER = /^(?:[^*?$]+|arn:[^:]*:(?:[^:]*:[^:]*:\d{12}:.*|s3:[^:]*:[^:]*:[^*?$]+))$/;
const INSIDE_ORGANIZATION = /^o-[a-z0-9]+\//;

/**
 * Condition keys whose positive match keeps strangers out, with the values that name a known party:
 * `arn:aws:iam::*:role/Deploy` does not, since anyone can have a role of that name.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status
 */
const NARROWING: ReadonlyMap<string, RegExp> = new Map([
  ['aws:principalorgid', FIXED],
  ['aws:principalorgpaths', INSIDE_ORGANIZATION],
  ['aws:principalaccount', FIXED],
  ['aws:principalarn', FIXED_OWNER],
  ['aws:sourcearn', FIXED_OWNER],
  ['aws:sourceaccount', FIXED],
  ['aws:sourceorgid', FIXED],
  ['aws:sourceorgpaths', INSIDE_ORGANIZATION],
  ['aws:sourceowner', FIXED],
  ['aws:sourcevpc', FIXED],
  ['aws:sourcevpce', FIXED],
  ['aws:userid', /^[A-Z0-9]{12,}(?::|$)/],
  ['kms:calleraccount', FIXED],
  ['s3:dataaccesspointaccount', FIXED],
  ['s3:dataaccesspointarn', FIXED_OWNER],
]);
const POSITIVE_OPERATOR = /^(?:ForAnyValue:)?(?:String|Arn)(?:Equals|EqualsIgnoreCase|Like)$/;

const narrows = (statement: PolicyStatement): boolean =>
  Object.entries(statement.conditions).some(
    ([operator, keys]) =>
      POSITIVE_OPERATOR.test(operator) &&
      Object.entries(keys).some(
        ([key, values]) => values.length > 0 && values.every((value) => NARROWING.get(key)?.test(value)),
      ),
  );

/**
 * The statements that let anyone at all in: Allow, everyone (or everyone but some) as principal, and no condition
 * that narrows who or through what. An IP condition does not narrow: an address is not an identity.
 */
export const publicStatements = (policy: PolicyDocument): readonly PolicyStatement[] =>
  policy.statements.filter(
    (statement) =>
      statement.effect === 'Allow' &&
      (isForEveryone(statement) || Object.keys(statement.notPrincipals).length > 0) &&
      !narrows(statement),
  );

/** The statements that allow every action on every resource without any condition. */
export const administratorStatements = (policy: PolicyDocument): readonly PolicyStatement[] =>
  policy.statements.filter(
    (statement) =>
      statement.effect === 'Allow' &&
      statement.actions.some((action) => /^\*(?::\*)?$/.test(action)) &&
      statement.resources.some((resource) => /^\*+$/.test(resource)) &&
      Object.keys(statement.conditions).length === 0,
  );

/** Whether the statement denies everyone every action of S3 for the sole reason that the request came without TLS. */
export const deniesPlainHttp = (statement: PolicyStatement): boolean =>
  statement.effect === 'Deny' &&
  isForEveryone(statement) &&
  statement.actions.some((action) => /^(?:s3:)?\*$/i.test(action)) &&
  /^\{"Bool(?:IfExists)?":\{"aws:securetransport":\["false"\]\}\}$/i.test(
    JSON.stringify(statement.conditions),
  );
