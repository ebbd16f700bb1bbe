import { statementName } from '#lib/domain/policy/document.ts';
import { publicStatements } from '#lib/domain/policy/public.ts';
import { defineRule } from '#lib/domain/rule.ts';
import { fail, notApplicable, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'kms-key-policy-not-public',
  title: 'Policies of customer-managed KMS keys do not let everyone in',
  severity: 'critical',
  area: 'least-privilege',
  resource: 'AWS::KMS::Key',
  reads: ['manager', 'policy'],
  controls: ['external-trust'],
  risk: 'Any AWS account can use the key, so that its encryption protects nothing.',
  remediation: {
    text: 'Name the accounts and roles that may use the key, or add a condition on the account or Organization of the caller.',
    cli: 'aws kms put-key-policy --key-id KEY_ID --policy file://policy.json',
    url: 'https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-overview.html',
  },
  references: {
    securityHub: ['KMS.5'],
    prowler: ['kms_key_not_publicly_accessible'],
    steampipe: ['kms_cmk_policy_prohibit_public_access'],
  },
  check({ manager, policy }) {
    if (manager === 'AWS') return notApplicable('AWS manages this key and its policy');
    const open = publicStatements(policy).map((statement) => statementName(policy, statement));
    return open.length === 0
      ? pass('no statement of the policy lets everyone in')
      : fail(`the policy lets everyone in by statement ${open.join(', ')}`);
  },
});
