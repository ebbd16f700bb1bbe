import type { PolicyDocument, PolicyStatement } from './document.ts';
import { isForEveryone, narrows } from './narrowing.ts';

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
