import type { Policy } from '../facts/iam.ts';
import { fail, notApplicable, type Outcome, pass } from '../verdict.ts';
import { type PolicyDocument, type PolicyStatement, statementName } from './document.ts';
import { covers, matches, overlaps } from './match.ts';
import { administratorStatements } from './public.ts';

/**
 * Condition keys that tell how, when or by whom a request is made: who meets them reaches as much as without them.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
const NOT_NARROWING =
  /^aws:(?:securetransport|requestedregion|resourceaccount|resourceorgid|currenttime|epochtime|useragent|sourceip|multifactorauth(?:present|age)|principal(?:account|orgid|orgpaths|type))$/;

/** Everything; or an ARN whose resource is a wildcard. */
const EVERY_RESOURCE = /^(?:\*+|arn:(?:[^:]*:){4}\*+(?:\/\*+)?|arn:[^:]*(?::[^:]*){0,3}\*)$/;
/** An ARN whose resource is a wildcard after its type. */
const EVERY_OF_A_TYPE = /^arn:(?:[^:]*:){4}[\w-]+[/:]\*+(?:\/\*+)?$/;
/** Services whose ARNs begin with a name, not with a type: what follows lies within one bucket, or one API. */
const NAME_FIRST = ['s3', 'execute-api'];

const reachesAll = ({ resources, notResources }: PolicyStatement, action: string): boolean =>
  notResources.length > 0 ||
  resources.some((resource) => {
    const service = resource.split(':')[2] ?? '*';
    return (
      matches(service, action.split(':')[0] ?? '') &&
      (EVERY_RESOURCE.test(resource) || (EVERY_OF_A_TYPE.test(resource) && !NAME_FIRST.includes(service)))
    );
  });

const allowsAll = ({ actions, notActions }: PolicyStatement, action: string): boolean =>
  actions.some((own) => covers(own.toLowerCase(), action)) ||
  (notActions.length > 0 && !notActions.some((other) => overlaps(other.toLowerCase(), action)));

const deniesSome = ({ actions, notActions }: PolicyStatement, action: string): boolean =>
  actions.some((own) => overlaps(own.toLowerCase(), action)) ||
  (notActions.length > 0 && !notActions.some((other) => covers(other.toLowerCase(), action)));

const grants = (statement: PolicyStatement, action: string): boolean =>
  statement.effect === 'Allow' &&
  Object.values(statement.conditions).every((keys) =>
    Object.keys(keys).every((key) => NOT_NARROWING.test(key)),
  ) &&
  allowsAll(statement, action) &&
  reachesAll(statement, action);

const withdraws = (statement: PolicyStatement, action: string): boolean =>
  statement.effect === 'Deny' &&
  Object.keys(statement.conditions).length === 0 &&
  deniesSome(statement, action) &&
  statement.resources.some((resource) => /^\*+$/.test(resource));

/** A statement and those actions asked about that it allows on every resource. */
export interface BroadGrant {
  readonly statement: PolicyStatement;
  readonly actions: readonly string[];
}

/**
 * The statements by which an identity's policy allows any of the actions on every resource of their service, with no
 * condition on what they reach, and that no other statement of the policy withdraws.
 * @param actions names, or patterns such as `bedrock:*` that must be allowed in full
 */
export const broadGrants = (document: PolicyDocument, actions: readonly string[]): readonly BroadGrant[] => {
  const open = actions.filter(
    (action) => !document.statements.some((statement) => withdraws(statement, action.toLowerCase())),
  );
  return document.statements
    .map((statement) => ({
      statement,
      actions: open.filter((action) => grants(statement, action.toLowerCase())),
    }))
    .filter((grant) => grant.actions.length > 0);
};

/** The outcome of a rule by which no policy allows any of the actions on every resource. */
export function judgeBroadGrants(
  { document, holders, boundaryOf }: Pick<Policy, 'document' | 'holders' | 'boundaryOf'>,
  actions: readonly string[],
): Outcome {
  if (holders.length === 0 && boundaryOf > 0) return notApplicable('a permissions boundary grants nothing');
  if (administratorStatements(document).length > 0)
    return notApplicable('the policy is one for administrators: it allows everything on every resource');
  const found = broadGrants(document, actions).map(
    (grant) => `statement ${statementName(document, grant.statement)} allows ${grant.actions.join(', ')}`,
  );
  return found.length === 0
    ? pass(`no statement allows ${actions.join(', ')} on every resource`)
    : fail(`${found.join('; ')} on every resource; attached to ${holders.length} identities`);
}
