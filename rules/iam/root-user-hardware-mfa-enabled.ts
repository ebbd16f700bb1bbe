import { defineRule } from '#lib/domain/rule.ts';
import { fail, notApplicable, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'iam-root-user-hardware-mfa-enabled',
  title: 'The second factor of the root user is a hardware token, a security key or a passkey',
  severity: 'high',
  area: 'mfa',
  resource: 'AWS::::Account',
  reads: ['rootUser', 'rootVirtualMfaDevices'],
  controls: ['human-mfa', 'root-user-protection'],
  risk: 'The secret of an authenticator app can be copied from a phone or its backup, and its codes can be phished.',
  remediation: {
    text: 'Register a security key or a hardware token for the root user, then remove its virtual MFA devices.',
    url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/enable-hw-mfa-for-root.html',
  },
  references: {
    securityHub: ['IAM.6'],
    configRule: ['root-account-hardware-mfa-enabled'],
    prowler: ['iam_root_hardware_mfa_enabled'],
    steampipe: ['iam_root_user_hardware_mfa_enabled'],
  },
  check({ rootUser: { mfa, password, accessKeys }, rootVirtualMfaDevices: virtual }) {
    if (password === false && !accessKeys)
      return notApplicable('the root user has neither a password nor access keys');
    if (!mfa) return fail('the root user has no MFA device');
    return virtual.length === 0
      ? pass('the root user has an MFA device, and none that is virtual')
      : fail(`the root user can sign in with a virtual MFA device: ${virtual.join(', ')}`);
  },
});
