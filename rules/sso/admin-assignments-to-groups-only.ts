import { administrationTold } from '#lib/domain/identity-center.ts';
import { defineRule } from '#lib/domain/rule.ts';
import { fail, notApplicable, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'sso-admin-assignments-to-groups-only',
  title: 'Identity Center gives administration to groups, never to single users',
  severity: 'medium',
  area: 'access-review',
  resource: 'AWS::SSO::Assignment',
  reads: ['principalType', 'grant'],
  controls: ['administrator-restriction', 'access-provisioning'],
  risk: 'Administration given to a person by name is missed when people move between jobs and their groups change.',
  remediation: {
    text: 'Assign the permission set to a group of administrators, put the user into it and delete this assignment.',
    cli: 'aws sso-admin delete-account-assignment --instance-arn INSTANCE --permission-set-arn PERMISSION_SET --target-id ACCOUNT --target-type AWS_ACCOUNT --principal-type USER --principal-id USER_ID',
    url: 'https://docs.aws.amazon.com/singlesignon/latest/userguide/useraccess.html',
  },
  check({ principalType, grant: { permissionSet, administrator } }) {
    const told = `${permissionSet} (${administrationTold(administrator)}) is assigned to a ${principalType.toLowerCase()}`;
    if (administrator === false) return notApplicable(told);
    // What may be administration counts as such until the policies behind the names are known to be less.
    return principalType === 'GROUP' ? pass(told) : fail(told);
  },
});
