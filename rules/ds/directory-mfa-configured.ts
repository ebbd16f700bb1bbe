import { defineRule } from '#lib/domain/rule.ts';
import { fail, notApplicable, pass } from '#lib/domain/verdict.ts';

/** Directories that can ask a RADIUS server. https://docs.aws.amazon.com/directoryservice/latest/admin-guide/ms_ad_mfa.html */
const ABLE = ['MicrosoftAD', 'ADConnector'];

export default defineRule({
  id: 'ds-directory-mfa-configured',
  title: 'Directories ask a RADIUS server for a second factor',
  severity: 'low',
  area: 'mfa',
  resource: 'AWS::DirectoryService::MicrosoftAD',
  reads: ['type', 'radiusStatus'],
  controls: ['human-mfa'],
  risk: 'People who sign in to desktops, file shares and the console by this directory need nothing but a password.',
  remediation: {
    text: 'Connect the directory to the RADIUS server of an MFA solution.',
    cli: 'aws ds enable-radius --directory-id DIRECTORY --radius-settings file://radius.json',
    url: 'https://docs.aws.amazon.com/directoryservice/latest/admin-guide/ms_ad_mfa.html',
  },
  references: { prowler: ['directoryservice_supported_mfa_radius_enabled'] },
  check({ type, radiusStatus }) {
    if (!ABLE.includes(type)) return notApplicable(`a directory of type ${type} cannot ask by itself`);
    if (radiusStatus === null) return fail('the directory has no RADIUS server');
    const told = `the RADIUS server's status is ${radiusStatus}`;
    return radiusStatus === 'Completed' ? pass(told) : fail(told);
  },
});
