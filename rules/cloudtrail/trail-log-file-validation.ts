import { defineRule } from '#lib/domain/rule.ts';
import { fail, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'cloudtrail-trail-log-file-validation',
  title: 'Trails deliver signed digests, so that changed or deleted log files show',
  severity: 'medium',
  area: 'logging',
  resource: 'AWS::CloudTrail::Trail',
  reads: ['logFileValidation'],
  controls: ['audit-trail-protection'],
  risk: 'Without digests nobody can prove that the record of what was done is complete and unchanged.',
  remediation: {
    text: 'Turn on log file validation for the trail.',
    cli: 'aws cloudtrail update-trail --name TRAIL_ARN --enable-log-file-validation',
    url: 'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-validation-intro.html',
  },
  references: {
    securityHub: ['CloudTrail.4'],
    configRule: ['cloud-trail-log-file-validation-enabled'],
    prowler: ['cloudtrail_log_file_validation_enabled'],
    steampipe: ['cloudtrail_trail_validation_enabled'],
  },
  check: ({ logFileValidation }) =>
    logFileValidation ? pass('log file validation is on') : fail('log file validation is off'),
});
