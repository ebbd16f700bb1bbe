import type { PolicyDocument, PolicyStatement } from './document.ts';
import { matchesAction } from './match.ts';

/** `kms:RecipientAttestation:ImageSha384`, `...:PCR0` and so on: what an enclave proves of itself. */
const PROOF = /^kms:recipientattestation:/;
const POSITIVE = /^(?:ForAnyValue:)?String(?:Equals|EqualsIgnoreCase|Like)$/;
const NEGATIVE = /^(?:ForAllValues:)?StringNot(?:Equals|EqualsIgnoreCase|Like)(?:IfExists)?$/;
/** An enclave in debug mode, into which its host can look, proves zeros; a wildcard takes those too. */
const NO_PROOF = /^(?:0+|.*[*?].*)$/;

type Condition = readonly [operator: string, key: string, values: readonly string[]];

const conditionsOf = ({ conditions }: PolicyStatement): readonly Condition[] =>
  Object.entries(conditions).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, values]): Condition => [operator, key, values]),
  );

const isAboutDecryption = ({ actions, notActions }: PolicyStatement): boolean =>
  notActions.length > 0
    ? !notActions.some((action) => matchesAction(action, 'kms:Decrypt'))
    : actions.some((action) => matchesAction(action, 'kms:Decrypt'));

const demandsProof = (statement: PolicyStatement): boolean =>
  conditionsOf(statement).some(
    ([operator, key, values]) =>
      PROOF.test(key) && POSITIVE.test(operator) && !values.some((value) => NO_PROOF.test(value)),
  );

/** Denies everyone to decrypt for the sole reason that the proof is another or missing: negations match what is missing. */
const deniesWithoutProof = (statement: PolicyStatement): boolean =>
  statement.effect === 'Deny' &&
  [statement.principals['*'], statement.principals.AWS].some((ids) => ids?.includes('*')) &&
  isAboutDecryption(statement) &&
  conditionsOf(statement).length === 1 &&
  conditionsOf(statement).every(
    ([operator, key, values]) =>
      PROOF.test(key) && NEGATIVE.test(operator) && !values.some((value) => NO_PROOF.test(value)),
  );

/**
 * The statements of a key policy by which someone decrypts without the proof of an enclave that the policy asks for
 * elsewhere. Null for a policy that asks for none at all.
 * https://docs.aws.amazon.com/kms/latest/developerguide/conditions-nitro-enclaves.html
 */
export function decryptionWithoutProof(policy: PolicyDocument): readonly PolicyStatement[] | null {
  const asks = policy.statements.some((each) => conditionsOf(each).some(([, key]) => PROOF.test(key)));
  if (!asks) return null;
  if (policy.statements.some(deniesWithoutProof)) return [];
  return policy.statements.filter(
    (statement) => statement.effect === 'Allow' && isAboutDecryption(statement) && !demandsProof(statement),
  );
}
