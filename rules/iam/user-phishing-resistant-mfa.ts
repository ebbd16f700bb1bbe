import { defineRule } from '#lib/domain/rule.ts';
import { fail, notApplicable, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'iam-user-phishing-resistant-mfa',
  title: 'IAM users with a console password sign in with security keys or passkeys only',
  severity: 'low',
  area: 'mfa',
  resource: 'AWS::IAM::User',
  reads: ['password', 'mfaDevices'],
  controls: ['human-mfa'],
  risk: 'A false sign-in page can ask for a code and use it at once; one device with codes is enough for that.',
  remediation: {
    text: 'Let the user register a security key or passkey, then deactivate the devices that show codes.',
    cli: 'aws iam deactivate-mfa-device --user-name USER --serial-number SERIAL',
    url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_enable_fido.html',
  },
  references: {
    prowler: ['iam_user_hardware_mfa_enabled'],
    steampipe: ['iam_user_hardware_mfa_enabled'],
  },
  check({ password, mfaDevices }) {
    if (!password) return notApplicable('the user has no console password');
    if (mfaDevices.length === 0) return fail('the user has a console password and no MFA device');
    const phishable = mfaDevices.filter(({ kind }) => kind !== 'security-key');
    return phishable.length === 0
      ? pass(`every MFA device is a security key or passkey: ${mfaDevices.length} in all`)
      : fail(
          `devices that can be phished: ${phishable.map(({ serial, kind }) => `${serial} (${kind})`).join(', ')}`,
        );
  },
});
