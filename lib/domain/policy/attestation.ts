import type { PolicyDocument, PolicyStatement } from './document.ts';
import { isForEveryone, isPositive, testsOf } from './narrowing.ts';
import { prepare, speaksOf } from './statement.ts';

/** `kms:RecipientAttestation:ImageSha384`, `...:PCR0` and so on: what an enclave proves of itself. */
const PROOF = /^kms:recipientattestation:/;
/** An enclave in debug mode, into which its host can look, proves zeros; a wildcard takes those too. */
const NO_PROOF = /^(?:0+|.*[*?].*)$/;
/** Missing keys meet these too. */
const NEGATIVE_OPERATOR = /^(?:ForAllValues:)?StringNot(?:Equals|EqualsIgnoreCase|Like)(?:IfExists)?$/;

/** The conditions that name a proof, none of which is worthless. */
const proofs = (statement: PolicyStatement) =>
  testsOf(statement).filter(
    ({ key, values }) => PROOF.test(key) && !values.some((value) => NO_PROOF.test(value)),
  );

/** Whether the statement denies everyone for the sole reason that the proof is another one or missing. */
const deniesWithoutProof = (statement: PolicyStatement): boolean =>
  statement.effect === 'Deny' &&
  isForEveryone(statement) &&
  testsOf(statement).length === 1 &&
  proofs(statement).some(({ operator }) => NEGATIVE_OPERATOR.test(operator));

/**
 * The statements of a key policy by which someone decrypts without the proof of an enclave that the policy asks for
 * elsewhere. Null for a policy that asks for none at all.
 * https://docs.aws.amazon.com/kms/latest/developerguide/conditions-nitro-enclaves.html
 */
export function decryptionWithoutProof(policy: PolicyDocument): readonly PolicyStatement[] | null {
  if (!policy.statements.some((each) => testsOf(each).some(({ key }) => PROOF.test(key)))) return null;
  const onDecryption = prepare(policy)
    .filter((each) => speaksOf(each, 'kms:decrypt'))
    .map(({ statement }) => statement);
  if (onDecryption.some(deniesWithoutProof)) return [];
  return onDecryption.filter(
    (statement) => statement.effect === 'Allow' && !proofs(statement).some(isPositive),
  );
}
