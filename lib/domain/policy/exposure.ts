import { type PolicyDocument, type PolicyStatement, statementName } from './document.ts';
import {
  accountReach,
  arnReach,
  type Home,
  isForEveryone,
  isPositive,
  nearest,
  type Reach,
  reachBeside,
  reachWithin,
  testsOf,
} from './narrowing.ts';
import { encloses, prepare } from './statement.ts';

/** How somebody from elsewhere comes in: one for each Allow statement and principal. */
export interface Exposure {
  readonly statement: string;
  /** `Service` also where everyone is named and a condition lets only AWS services through. */
  readonly kind: 'AWS' | 'Service' | 'Federated' | 'CanonicalUser';
  /** As the policy names it; `*` for everyone. */
  readonly principal: string;
  /** Never `own`. Of a service: whose resources it acts for, so `public` where nothing tells (a confused deputy). */
  readonly reach: Reach;
  /** Whether the caller must know an external ID. */
  readonly externalId: boolean;
  /** Whether the caller must have signed in with a second factor. */
  readonly mfa: boolean;
  readonly actions: readonly string[];
  readonly conditions: PolicyStatement['conditions'];
}

type Principal = Pick<Exposure, 'kind' | 'principal'>;

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_common-scenarios_third-party.html */
const requiresExternalId = (statement: PolicyStatement): boolean =>
  testsOf(statement).some(
    (test) =>
      test.key === 'sts:externalid' &&
      isPositive(test) &&
      test.values.length > 0 &&
      test.values.every((value) => /[^*?]/.test(value)),
  );

/**
 * The keys about MFA exist only for temporary credentials, which is why `BoolIfExists` requires nothing.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-multifactorauthpresent
 */
const requiresMfa = (statement: PolicyStatement): boolean =>
  testsOf(statement).some(({ operator, key, values }) =>
    key === 'aws:multifactorauthpresent'
      ? operator === 'Bool' && values.length > 0 && values.every((value) => value.toLowerCase() === 'true')
      : key === 'aws:multifactorauthage' && /^NumericLessThan(?:Equals)?$/.test(operator),
  );

/** Whether a condition lets nobody but AWS services through. */
const isForServices = (statement: PolicyStatement): boolean =>
  testsOf(statement).some(
    (test) =>
      (test.key === 'aws:principalisawsservice' && test.operator === 'Bool' && `${test.values}` === 'true') ||
      (test.key === 'aws:principalservicename' && isPositive(test)),
  );

/** What AWS puts in the place of a principal that was deleted; nobody has that name again. */
const DELETED = /^A[A-Z0-9]{15,}$/;

function principalsOf(statement: PolicyStatement): readonly Principal[] {
  const everyone: Principal = { kind: isForServices(statement) ? 'Service' : 'AWS', principal: '*' };
  if (isForEveryone(statement) || Object.keys(statement.notPrincipals).length > 0) return [everyone];
  return (['AWS', 'Service', 'Federated', 'CanonicalUser'] as const).flatMap((kind) =>
    (statement.principals[kind] ?? []).map((principal) => ({ kind, principal })),
  );
}

function reachOf({ kind, principal }: Principal, home: Home): Reach {
  if (kind === 'Federated') return 'outside'; // whoever the account, the identities are kept elsewhere
  if (kind === 'CanonicalUser') return 'unknown';
  if (kind === 'Service' || principal === '*') return 'public';
  if (DELETED.test(principal)) return 'own';
  return principal.startsWith('arn:') ? arnReach(principal, home) : accountReach(principal, home);
}

/**
 * Who from elsewhere comes in by a policy of a resource or by the trust policy of a role. Conditions narrow it, and so
 * do unconditional Denies and those that spare a known party only ("deny all who are not of the Organization").
 */
export function exposures(document: PolicyDocument, home: Home): readonly Exposure[] {
  const statements = prepare(document);
  const denies = statements.filter(
    ({ statement }) => statement.effect === 'Deny' && isForEveryone(statement),
  );
  return statements.flatMap((allow) => {
    const { statement } = allow;
    if (statement.effect === 'Deny') return [];
    const enclosing = denies.filter((deny) => encloses(deny, allow));
    if (enclosing.some(({ unconditional }) => unconditional)) return [];
    return principalsOf(statement)
      .map((named) => ({
        statement: statementName(document, statement),
        ...named,
        reach: nearest([
          reachOf(named, home),
          reachWithin(statement, home),
          ...enclosing.map((deny) => reachBeside(deny.statement, home, named.kind === 'Service')),
        ]),
        externalId: requiresExternalId(statement),
        mfa: requiresMfa(statement),
        actions: statement.actions,
        conditions: statement.conditions,
      }))
      .filter(({ reach }) => reach !== 'own');
  });
}
