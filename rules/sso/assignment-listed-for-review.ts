import { administrationTold } from '#lib/domain/identity-center.ts';
import { defineRule } from '#lib/domain/rule.ts';
import { fail, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'sso-assignment-listed-for-review',
  title: 'Every assignment of Identity Center is listed for the access review, with a known user or group',
  severity: 'info',
  area: 'access-review',
  resource: 'AWS::SSO::Assignment',
  reads: ['account', 'grant', 'boundary', 'principalType', 'principal'],
  controls: ['access-review', 'access-provisioning'],
  risk: 'An assignment that no review lists is access that nobody is asked about.',
  remediation: {
    text: 'Delete assignments whose user or group is gone.',
    cli: 'aws sso-admin delete-account-assignment --instance-arn INSTANCE --permission-set-arn PERMISSION_SET --target-id ACCOUNT --target-type AWS_ACCOUNT --principal-type TYPE --principal-id ID',
    url: 'https://docs.aws.amazon.com/singlesignon/latest/userguide/useraccess.html',
  },
  check({ account, grant, boundary, principalType, principal: { id, name } }) {
    const type = principalType.toLowerCase();
    const limit = boundary === null ? '' : `, limited by ${boundary}`;
    const told = `${grant.permissionSet} (${administrationTold(grant.administrator)}) in ${account}${limit}`;
    return name === null
      ? fail(`${type} ${id} has ${told}, and the identity store does not know it`)
      : pass(`${type} ${name} has ${told}`);
  },
});
