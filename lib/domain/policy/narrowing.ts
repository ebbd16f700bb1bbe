import type { PolicyStatement } from './document.ts';

/**
 * Whose a caller is, seen from the account that owns the policy, from near to far:
 * - `own`: of this account
 * - `organization`: of another account of the Organization
 * - `unknown`: one named network, bucket or user, whose account the policy does not tell
 * - `outside`: of a named account, Organization or identity provider outside
 * - `public`: anyone's
 */
export type Reach = 'own' | 'organization' | 'unknown' | 'outside' | 'public';

/** The account that owns a policy, and what belongs together with it. */
export interface Home {
  readonly account: string;
  /** Null when the account stands, or is looked at, alone. */
  readonly organization: string | null;
  /** All accounts of the Organization. */
  readonly accounts: readonly string[];
}

/** No wildcard, and no variable but those that tell of the resource itself. */
const FIXED = /^(?:[^*?$]|\$\{aws:Resource\w+\})+$/i;
/** A whole ARN, or a pattern of one account, or of one bucket: its name is unique without an account. */
const FIXED_OWNER = /^(?:[^*?$]+|arn:[^:]*:(?:[^:]*:[^:]*:\d{12}:.*|s3:[^:]*:[^:]*:[^*?$]+))$/;
const INSIDE_ORGANIZATION = /^o-[a-z0-9]+\//;
const USER_ID = /^[A-Z0-9]{12,}(?::|$)/;

/** Whose the resources and principals of an account are. */
export function accountReach(account: string, home: Home): Reach {
  if (account === home.account || /^\$\{aws:ResourceAccount\}$/i.test(account)) return 'own';
  if (home.accounts.includes(account)) return 'organization';
  return /^\d{12}$/.test(account) ? 'outside' : 'unknown';
}

const organizationReach = (organization: string, home: Home): Reach => {
  if (organization === home.organization || /^\$\{aws:ResourceOrgID\}$/i.test(organization))
    return 'organization';
  return home.organization === null ? 'unknown' : 'outside';
};

/** Whose what an ARN, or a pattern of ARNs of one account, names is. */
export const arnReach = (arn: string, home: Home): Reach => accountReach(arn.split(':')[4] ?? '', home);

interface Narrowing {
  /** The values that name a known party. */
  readonly values: RegExp;
  readonly reach: (value: string, home: Home) => Reach;
}

const BY_ACCOUNT: Narrowing = { values: FIXED, reach: accountReach };
const BY_ORGANIZATION: Narrowing = { values: FIXED, reach: organizationReach };
const BY_PATH: Narrowing = {
  values: INSIDE_ORGANIZATION,
  reach: (path, home) => organizationReach(path.split('/')[0] ?? '', home),
};
const BY_ARN: Narrowing = { values: FIXED_OWNER, reach: arnReach };
const BY_NAME: Narrowing = { values: FIXED, reach: () => 'unknown' };

/**
 * Condition keys whose positive match keeps strangers out, with the values that name a known party:
 * `arn:aws:iam::*:role/Deploy` does not, since anyone can have a role of that name.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status
 */
const NARROWING: ReadonlyMap<string, Narrowing> = new Map([
  ['aws:principalorgid', BY_ORGANIZATION],
  ['aws:principalorgpaths', BY_PATH],
  ['aws:principalaccount', BY_ACCOUNT],
  ['aws:principalarn', BY_ARN],
  ['aws:sourcearn', BY_ARN],
  ['aws:sourceaccount', BY_ACCOUNT],
  ['aws:sourceorgid', BY_ORGANIZATION],
  ['aws:sourceorgpaths', BY_PATH],
  ['aws:sourceowner', BY_ACCOUNT],
  ['aws:sourcevpc', BY_NAME],
  ['aws:sourcevpce', BY_NAME],
  ['aws:userid', { values: USER_ID, reach: () => 'unknown' }],
  ['kms:calleraccount', BY_ACCOUNT],
  ['s3:dataaccesspointaccount', BY_ACCOUNT],
  ['s3:dataaccesspointarn', BY_ARN],
]);
const POSITIVE_OPERATOR = /^(?:ForAnyValue:)?(?:String|Arn)(?:Equals|EqualsIgnoreCase|Like)$/;
/** Absent keys meet these too, so that a Deny by them spares nobody else. */
const NEGATIVE_OPERATOR =
  /^(?:ForAllValues:)?(?:String|Arn)Not(?:Equals|EqualsIgnoreCase|Like)(?:IfExists)?$/;

const FROM_NEAR: readonly Reach[] = ['own', 'organization', 'unknown', 'outside', 'public'];
/** A known stranger who comes through an unknown network is still the stranger. */
const BY_PRECISION: readonly Reach[] = ['own', 'organization', 'outside', 'unknown', 'public'];

/** Of several ways in, the one that is open furthest. */
const farthest = (reaches: readonly Reach[]): Reach =>
  FROM_NEAR.findLast((reach) => reaches.includes(reach)) ?? 'public';

/** Of several conditions that must all hold, the narrowest. */
export const nearest = (reaches: readonly Reach[]): Reach =>
  BY_PRECISION.find((reach) => reaches.includes(reach)) ?? 'public';

const narrowingOf = (key: string, values: readonly string[]): Narrowing | null => {
  const narrowing = NARROWING.get(key);
  return narrowing && values.length > 0 && values.every((value) => narrowing.values.test(value))
    ? narrowing
    : null;
};

interface Test {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
}

/** The conditions of a statement one by one; all of them must hold. */
export const testsOf = ({ conditions }: Pick<PolicyStatement, 'conditions'>): readonly Test[] =>
  Object.entries(conditions).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, values]) => ({ operator, key, values })),
  );

/** Whether a condition holds only where the key is present with one of the values. */
export const isPositive = ({ operator }: Test): boolean => POSITIVE_OPERATOR.test(operator);

/** Whether some condition of an Allow names a known party. */
export const narrows = (statement: PolicyStatement): boolean =>
  testsOf(statement).some((test) => isPositive(test) && narrowingOf(test.key, test.values) !== null);

/** How far an Allow for everyone reaches by its conditions. */
export const reachWithin = (statement: PolicyStatement, home: Home): Reach =>
  nearest(
    testsOf(statement)
      .filter(isPositive)
      .map(({ key, values }) =>
        farthest(values.map((value) => narrowingOf(key, values)?.reach(value, home) ?? 'public')),
      ),
  );

/**
 * How far those reach whom a Deny to everyone spares: all its conditions are of the form "is none of these", or
 * exempt AWS services as such (`spareServices`), which then it says nothing about.
 */
export function reachBeside(statement: PolicyStatement, home: Home, service: boolean): Reach {
  const spared = testsOf(statement).map(({ operator, key, values }): readonly Reach[] => {
    if (
      /^Bool(?:IfExists)?$/.test(operator) &&
      key === 'aws:principalisawsservice' &&
      `${values}` === 'false'
    )
      return service ? ['public'] : [];
    const narrowing = NEGATIVE_OPERATOR.test(operator) ? narrowingOf(key, values) : null;
    return narrowing ? values.map((value) => narrowing.reach(value, home)) : ['public'];
  });
  return spared.flat().length > 0 ? farthest(spared.flat()) : 'public';
}

/** Whether the statement names everyone, AWS customers and strangers alike, as its principal. */
export const isForEveryone = ({ principals }: PolicyStatement): boolean =>
  [...(principals['*'] ?? []), ...(principals.AWS ?? [])].includes('*');
