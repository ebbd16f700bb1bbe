import { administratorGrants } from './administrators.ts';
import type { PolicyDocument } from './document.ts';
import { type Context, conditionKeys, inContext, inert } from './escalation-context.ts';
import { askedAtHome, atHome, homeOf } from './escalation-home.ts';
import { matches } from './match.ts';
import { type Authority, authority, type Grant, type NamedPolicy, type Permissions } from './permissions.ts';

/** Statements of a policy that make something possible. */
export interface Opening {
  readonly policy: string;
  readonly statements: readonly string[];
}

/** The statements that together make an administrator, and whether they do so with a second factor only. */
export interface Administrator {
  readonly by: readonly Opening[];
  readonly needsMfa: boolean;
}

/** A user or role, asked what it may do. */
export interface Principal {
  readonly arn: string;
  /** The grants of an action in a context, over everything or over everything but the principal itself. */
  readonly grants: (action: string, resource: string, context: Context, others: boolean) => readonly Grant[];
  /** What makes it an administrator; null where nothing does. */
  readonly administrator: Administrator | null;
}

/** The statements of grants, each once, by policy. */
export function openings(grants: readonly Grant[]): readonly Opening[] {
  const found = new Map<string, Set<string>>();
  for (const { policy, statement } of grants) {
    found.set(policy, (found.get(policy) ?? new Set()).add(statement));
  }
  return [...found].map(([policy, statements]) => ({ policy, statements: [...statements] }));
}

/** A request that is signed with an access key: nobody was asked for a second factor. */
const WITHOUT_MFA: Context = { 'aws:multifactorauthpresent': null, 'aws:multifactorauthage': null };

const resourceOf = (arn: string): string => arn.split(':').slice(5).join(':');

/** Whether a pattern can mean nobody but the principal: names are unique in an account, whatever the path before. */
function isItself(resource: string, arn: string): boolean {
  const [[type = '', ...path], [ownType = '', ...ownPath]] = [resource.split('/'), arn.split('/')];
  return path.length > 0 && path.at(-1) === ownPath.at(-1) && matches(type, ownType);
}

/** What is left of a policy when permissions over the principal itself do not count. */
function overOthers(document: PolicyDocument, arn: string): PolicyDocument {
  const itself = (resource: string): boolean => isItself(resource, arn);
  if (!document.statements.some(({ resources }) => resources.some(itself))) return document;
  return {
    statements: document.statements.map((statement) => {
      if (statement.effect === 'Deny' || !statement.resources.some(itself)) return statement;
      const resources = statement.resources.filter((resource) => !itself(resource));
      return resources.length > 0 ? { ...statement, resources } : inert(statement);
    }),
  };
}

/**
 * Makes ready to ask about a user or role. Conditions and variables that tell of the principal are answered, so that
 * a Deny for all but some roles closes for the others.
 */
export function principal(permissions: Permissions, arn: string): Principal {
  const home = homeOf(arn);
  const [type, ...path] = resourceOf(arn).split('/');
  const who: Context = {
    'aws:principalarn': arn,
    'aws:principalaccount': home.account,
    'aws:username': type === 'user' ? (path.at(-1) ?? null) : null,
  };
  const mapped = (change: (document: PolicyDocument) => PolicyDocument, from: Permissions): Permissions => {
    const each = (policy: NamedPolicy): NamedPolicy => ({ ...policy, document: change(policy.document) });
    return {
      identity: from.identity.map(each),
      boundary: from.boundary && each(from.boundary),
      guardrails: from.guardrails.map((level) => level.map(each)),
    };
  };
  const known = mapped((document) => inContext(document, who), permissions);
  const everyone = {
    own: known,
    others: {
      ...known,
      identity: known.identity.map(({ name, document }) => ({ name, document: overOthers(document, arn) })),
    },
  };
  const keys = new Set(
    [...known.identity, ...(known.boundary ? [known.boundary] : []), ...known.guardrails.flat()].flatMap(
      ({ document }) => conditionKeys(document),
    ),
  );
  const authorities = new Map<string, Authority>();
  const rules = administratorGrants(authority(known));
  const bare = (document: PolicyDocument): PolicyDocument => inContext(document, WITHOUT_MFA);

  return {
    arn,
    grants(action, resource, context, others) {
      const told = Object.entries(context).filter(([key]) => keys.has(key));
      const whose = others ? 'others' : 'own';
      const asker = JSON.stringify([whose, told]);
      const able =
        authorities.get(asker) ??
        authority(
          mapped((document) => atHome(inContext(document, Object.fromEntries(told)), home), everyone[whose]),
        );
      authorities.set(asker, able);
      return able.grants(action, askedAtHome(resource, home));
    },
    administrator:
      rules.length === 0
        ? null
        : { by: openings(rules), needsMfa: administratorGrants(authority(mapped(bare, known))).length === 0 },
  };
}
