import { matches } from '#lib/domain/policy/match.ts';
import { defineRule } from '#lib/domain/rule.ts';
import { fail, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'iam-administrators-are-few-and-named',
  title: 'The administrators of an account are those the company approved, or few where it names none',
  severity: 'high',
  area: 'least-privilege',
  resource: 'AWS::::Account',
  reads: ['administrators'],
  controls: ['administrator-restriction', 'access-review'],
  risk: 'Each further administrator is one more whose stolen credentials end every separation of duties.',
  remediation: {
    text: 'Take AdministratorAccess and policies alike from users and roles that do not need them, and list the approved administrators in the scope file, as in role/Admin or role/aws-reserved/sso.amazonaws.com/*.',
    cli: 'aws iam detach-role-policy --role-name ROLE --policy-arn arn:aws:iam::aws:policy/AdministratorAccess',
    url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html',
  },
  references: {
    prowler: [
      'iam_aws_attached_policy_no_administrative_privileges',
      'iam_group_administrator_access_policy',
      'iam_role_administratoraccess_policy',
      'iam_user_administrator_access_policy',
    ],
    steampipe: ['iam_role_no_administrator_access_policy_attached'],
  },
  parameters: { approved: [] as readonly string[], most: 5 },
  check({ administrators }, { approved, most }) {
    const found = `${administrators.length} administrators: ${administrators.join(', ')}`;
    if (approved.length === 0 && administrators.length > most) return fail(`more than ${most}, ${found}`);
    if (administrators.length === 0) return pass('no user or role is an administrator');
    const others = administrators.filter((name) => !approved.some((own) => matches(own, name)));
    return approved.length === 0 || others.length === 0
      ? pass(found)
      : fail(`administrators that are not approved: ${others.join(', ')}`);
  },
});
