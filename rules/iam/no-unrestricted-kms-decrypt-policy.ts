import { judgeBroadGrants } from '#lib/domain/policy/broad.ts';
import { defineRule } from '#lib/domain/rule.ts';

export default defineRule({
  id: 'iam-no-unrestricted-kms-decrypt-policy',
  title: 'No policy allows decryption with every key',
  severity: 'medium',
  area: 'least-privilege',
  resource: 'AWS::IAM::Policy',
  reads: ['document', 'holders', 'boundaryOf'],
  controls: ['least-privilege', 'encryption-at-rest'],
  risk: 'Whoever may use every key reads everything that is encrypted, so that encryption protects from nobody inside.',
  remediation: {
    text: 'Name the keys that the task needs, or add a condition such as kms:ViaService or kms:ResourceAliases.',
    url: 'https://docs.aws.amazon.com/kms/latest/developerguide/iam-policies-best-practices.html',
  },
  references: {
    securityHub: ['KMS.1', 'KMS.2'],
    configRule: ['iam-customer-policy-blocked-kms-actions', 'iam-inline-policy-blocked-kms-actions'],
    prowler: ['iam_policy_no_full_access_to_kms', 'iam_inline_policy_no_full_access_to_kms'],
    steampipe: ['iam_policy_custom_no_blocked_kms_actions', 'iam_policy_inline_no_blocked_kms_actions'],
  },
  check(policy) {
    return judgeBroadGrants(policy, ['kms:Decrypt', 'kms:ReEncryptFrom']);
  },
});
