import type { PolicyDocument, PolicyStatement } from './document.ts';

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
