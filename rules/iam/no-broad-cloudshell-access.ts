import { judgeBroadGrants } from '#lib/domain/policy/broad.ts';
import { defineRule } from '#lib/domain/rule.ts';

export default defineRule({
  id: 'iam-no-broad-cloudshell-access',
  title: 'No policy allows to carry files through CloudShell',
  severity: 'low',
  area: 'least-privilege',
  resource: 'AWS::IAM::Policy',
  reads: ['document', 'holders', 'boundaryOf'],
  controls: ['least-privilege', 'data-movement'],
  risk: "CloudShell is a machine with the user's rights and the internet behind it: files leave through the browser, past every control of the network.",
  remediation: {
    text: 'Detach AWSCloudShellFullAccess; who needs the shell gets a policy that denies the upload and download of files.',
    url: 'https://docs.aws.amazon.com/cloudshell/latest/userguide/sec-auth-with-identities.html',
  },
  references: {
    securityHub: ['IAM.27'],
    prowler: ['iam_policy_cloudshell_admin_not_attached'],
    steampipe: ['iam_user_group_role_cloudshell_fullaccess_restricted'],
  },
  check(policy) {
    return judgeBroadGrants(policy, ['cloudshell:GetFileDownloadUrls', 'cloudshell:GetFileUploadUrls']);
  },
});
