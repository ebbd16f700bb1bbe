import { defineRule } from '#lib/domain/rule.ts';
import { fail, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'iam-root-user-no-access-keys',
  title: 'The root user has no access keys',
  severity: 'critical',
  area: 'access-review',
  resource: 'AWS::::Account',
  reads: ['rootUser'],
  controls: ['root-user-protection', 'credential-hygiene'],
  risk: 'A leaked access key of the root user gives the whole account away, without a second factor.',
  remediation: {
    text: 'Move what uses the keys to a role, then delete them while signed in as the root user.',
    url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_root-user_manage_delete-key.html',
  },
  references: {
    securityHub: ['IAM.4'],
    configRule: ['iam-root-access-key-check'],
    prowler: ['iam_no_root_access_key'],
    steampipe: ['iam_root_user_no_access_keys'],
  },
  check({ rootUser: { accessKeys } }) {
    return accessKeys ? fail('the root user has access keys') : pass('the root user has no access keys');
  },
});
