import { decryptionWithoutProof } from '#lib/domain/policy/attestation.ts';
import { statementName } from '#lib/domain/policy/document.ts';
import { defineRule } from '#lib/domain/rule.ts';
import { fail, notApplicable, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'kms-enclave-key-attestation-enforced',
  title: 'Where a key policy asks enclaves for attestation, nobody decrypts without it',
  severity: 'medium',
  area: 'least-privilege',
  resource: 'AWS::KMS::Key',
  reads: ['policy'],
  controls: ['workload-identity', 'least-privilege'],
  risk: 'Data that only checked code in an enclave should see is decrypted outside of it, and the attestation protects nothing.',
  remediation: {
    text: 'Take kms:Decrypt out of the statements that have no condition on kms:RecipientAttestation, that of the account included, or deny it to everyone unless the proof is the right one; never accept the zeros of debug mode.',
    cli: 'aws kms put-key-policy --key-id KEY_ID --policy file://policy.json',
    url: 'https://docs.aws.amazon.com/kms/latest/developerguide/conditions-nitro-enclaves.html',
  },
  references: {
    prowler: ['kms_key_enclave_attestation_not_enforced', 'kms_key_enclave_attestation_bypassable_path'],
  },
  check({ policy }) {
    const open = decryptionWithoutProof(policy);
    if (open === null) return notApplicable('the key policy asks no enclave for attestation');
    return open.length === 0
      ? pass('the key policy lets nobody decrypt without the attestation that it names')
      : fail(
          `statement ${open.map((statement) => statementName(policy, statement)).join(', ')} lets decrypt without attestation`,
        );
  },
});
