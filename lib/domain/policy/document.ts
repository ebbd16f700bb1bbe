import { PolicyFault, parseJson } from './json.ts';

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
  /** Empty where `notActions` says it the other way round. */
  readonly actions: readonly string[];
  readonly notActions: readonly string[];
  /** Both are empty in policies that have no resources, such as trust policies. */
  readonly resources: readonly string[];
  readonly notResources: readonly string[];
  /** Operator to key to values, e.g. `{ Bool: { 'aws:securetransport': ['false'] } }`; keys in lower case. */
  readonly conditions: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

export interface PolicyDocument {
  readonly statements: readonly PolicyStatement[];
}

type Members = Readonly<Record<string, unknown>>;

const shown = (value: unknown): string => {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
};

const membersOf = (value: unknown, at: string): Members => {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Members;
  throw new PolicyFault(at, `expected an object, found ${shown(value)}`);
};

const textOf = (value: unknown, at: string): string => {
  if (typeof value === 'string') return value;
  throw new PolicyFault(at, `expected a string, found ${shown(value)}`);
};

const scalarOf = (value: unknown, at: string): string =>
  typeof value === 'number' || typeof value === 'boolean' ? String(value) : textOf(value, at);

type Reading = (value: unknown, at: string) => string;

/** One value or an array of them. */
function listOf(value: unknown, at: string, read: Reading): readonly string[] {
  if (!Array.isArray(value)) return [read(value, at)];
  return value.map((each, index) =>
    typeof each === 'string' ? read(each, at) : read(each, `${at}[${index}]`),
  );
}

const PRINCIPAL_TYPES = ['AWS', 'Service', 'Federated', 'CanonicalUser'];
const EVERYONE: PolicyStatement['principals'] = { '*': ['*'] };
const ANYTHING: readonly string[] = ['*'];

function principalsOf(value: unknown, at: string): PolicyStatement['principals'] {
  if (value === '*') return EVERYONE;
  const principals: Record<string, readonly string[]> = {};
  for (const [type, ids] of Object.entries(membersOf(value, at))) {
    if (!PRINCIPAL_TYPES.includes(type))
      throw new PolicyFault(
        at,
        `${shown(type)} is not a type of principal: ${PRINCIPAL_TYPES.join(', ')}, or "*"`,
      );
    // Account numbers are written without quotation marks at times.
    principals[type] = listOf(ids, `${at}.${type}`, scalarOf);
  }
  return principals;
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html */
const OPERATORS = [
  ...['StringEquals', 'StringNotEquals', 'StringEqualsIgnoreCase', 'StringNotEqualsIgnoreCase'],
  ...['StringLike', 'StringNotLike', 'Bool', 'BinaryEquals', 'IpAddress', 'NotIpAddress'],
  ...['NumericEquals', 'NumericNotEquals', 'NumericLessThan', 'NumericLessThanEquals'],
  ...['NumericGreaterThan', 'NumericGreaterThanEquals', 'DateEquals', 'DateNotEquals', 'DateLessThan'],
  ...['DateLessThanEquals', 'DateGreaterThan', 'DateGreaterThanEquals'],
  ...['ArnEquals', 'ArnLike', 'ArnNotEquals', 'ArnNotLike'],
];
/** Every spelling in lower case to the documented one: `Null` alone has no `IfExists`. */
const SPELLINGS: ReadonlyMap<string, string> = new Map(
  ['', 'ForAnyValue:', 'ForAllValues:']
    .flatMap((set) =>
      [...OPERATORS.flatMap((each) => [each, `${each}IfExists`]), 'Null'].map((each) => set + each),
    )
    .map((operator) => [operator.toLowerCase(), operator]),
);

function conditionsOf(value: unknown, at: string, scalar: Reading): PolicyStatement['conditions'] {
  const conditions: Record<string, Record<string, readonly string[]>> = {};
  for (const [written, tested] of Object.entries(membersOf(value, at))) {
    const place = `${at}.${written}`;
    const operator = SPELLINGS.get(written.toLowerCase());
    if (!operator) throw new PolicyFault(at, `${shown(written)} is not an operator of conditions`);
    if (conditions[operator]) throw new PolicyFault(at, `${shown(written)} stands there in two spellings`);
    const keys: Record<string, readonly string[]> = {};
    for (const [key, values] of Object.entries(membersOf(tested, place))) {
      const lower = key.toLowerCase();
      if (Object.hasOwn(keys, lower))
        throw new PolicyFault(place, `${shown(key)} stands there in two spellings`);
      keys[lower] = listOf(values, `${place}.${key}`, scalar);
    }
    conditions[operator] = keys;
  }
  // An operator without keys tests nothing.
  for (const [operator, keys] of Object.entries(conditions))
    if (Object.keys(keys).length === 0) delete conditions[operator];
  return conditions;
}

const STATEMENT = [
  ...['Sid', 'Effect', 'Principal', 'NotPrincipal', 'Action', 'NotAction', 'Resource', 'NotResource'],
  'Condition',
];

function onlyKnown(members: Members, known: readonly string[], at: string): void {
  for (const name of Object.keys(members))
    if (!known.includes(name))
      throw new PolicyFault(`${at}${name}`, `no such element: ${known.join(', ')} are known`);
}

/**
 * A pair such as Action and NotAction. An exclusion of nothing becomes what it means: in an Allow everything, and
 * in a Deny nothing, lest a doubtful Deny hide a permission.
 */
function pairOf<T extends object>(
  members: Members,
  name: string,
  at: string,
  read: (value: unknown, at: string) => T,
  nothing: T,
  everything: T,
): readonly [T, T] {
  const negated = `Not${name}`;
  if (Object.hasOwn(members, name)) {
    if (Object.hasOwn(members, negated))
      throw new PolicyFault(`${at}.${negated}`, `stands beside ${name}, and only one of them may`);
    return [read(members[name], `${at}.${name}`), nothing];
  }
  if (!Object.hasOwn(members, negated)) return [nothing, nothing];
  const excluded = read(members[negated], `${at}.${negated}`);
  if (Object.values(excluded).flat().length > 0) return [nothing, excluded];
  return [members.Effect === 'Allow' ? everything : nothing, nothing];
}

/**
 * Before 2012 policies had no variables: what looks like one is text, which `${$}{...}` says today.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_version.html
 */
const literal =
  (read: Reading): Reading =>
  (value, at) =>
    read(value, at).replaceAll('${', '${$}{');

function statementOf(raw: unknown, at: string, variables: boolean): PolicyStatement {
  const members = membersOf(raw, at);
  onlyKnown(members, STATEMENT, `${at}.`);
  const { Sid, Effect, Condition } = members;
  if (Effect !== 'Allow' && Effect !== 'Deny')
    throw new PolicyFault(
      `${at}.Effect`,
      Effect === undefined ? 'is missing' : `expected "Allow" or "Deny", found ${shown(Effect)}`,
    );
  if (!Object.hasOwn(members, 'Action') && !Object.hasOwn(members, 'NotAction'))
    throw new PolicyFault(at, 'has neither Action nor NotAction');
  const [text, scalar] = variables ? [textOf, scalarOf] : [literal(textOf), literal(scalarOf)];
  const texts = (value: unknown, place: string): readonly string[] => listOf(value, place, text);
  const [principals, notPrincipals] = pairOf(members, 'Principal', at, principalsOf, {}, EVERYONE);
  const [actions, notActions] = pairOf(members, 'Action', at, texts, [], ANYTHING);
  const [resources, notResources] = pairOf(members, 'Resource', at, texts, [], ANYTHING);
  return {
    sid: Sid === undefined ? null : textOf(Sid, `${at}.Sid`),
    effect: Effect,
    principals,
    notPrincipals,
    actions,
    notActions,
    resources,
    notResources,
    conditions: Condition === undefined ? {} : conditionsOf(Condition, `${at}.Condition`, scalar),
  };
}

/** JSON text as it is, or as IAM sends it: URL-encoded. */
function decoded(text: string): string {
  const trimmed = text.trim();
  if (!trimmed.startsWith('%')) return trimmed;
  try {
    return decodeURIComponent(trimmed);
  } catch {
    throw new PolicyFault('line 1, column 1', 'neither JSON nor URL-encoded');
  }
}

/**
 * Parses a policy as AWS returns it: JSON text, or URL-encoded JSON text as IAM sends it. It takes what AWS takes
 * and nothing else, so that no misreading passes for a policy that says little.
 * @throws PolicyFault with the position of what is wrong; a caller must not read that as "no statements"
 */
export function parsePolicy(text: string): PolicyDocument {
  const policy = membersOf(parseJson(decoded(text)), 'the policy');
  onlyKnown(policy, ['Version', 'Id', 'Statement'], '');
  const { Version: version = '2008-10-17', Id, Statement: statements } = policy;
  if (version !== '2008-10-17' && version !== '2012-10-17')
    throw new PolicyFault('Version', `expected "2012-10-17" or "2008-10-17", found ${shown(version)}`);
  if (Id !== undefined) textOf(Id, 'Id');
  if (statements === undefined) throw new PolicyFault('Statement', 'is missing');
  const variables = version === '2012-10-17';
  return {
    statements: Array.isArray(statements)
      ? statements.map((raw, index) => statementOf(raw, `Statement[${index}]`, variables))
      : [statementOf(statements, 'Statement', variables)],
  };
}

/** How a statement is named to people: its Sid, or its place (counted from 1). */
export const statementName = (policy: PolicyDocument, statement: PolicyStatement): string =>
  statement.sid ? `"${statement.sid}"` : `number ${policy.statements.indexOf(statement) + 1}`;
