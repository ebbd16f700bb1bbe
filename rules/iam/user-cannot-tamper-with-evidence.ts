import { judgeTampering } from '#lib/domain/policy/escalation-verdict.ts';
import { defineRule } from '#lib/domain/rule.ts';

export default defineRule({
  id: 'iam-user-cannot-tamper-with-evidence',
  title: 'No IAM user that is no administrator can blind the scanner or spoil the security record',
  severity: 'high',
  area: 'logging',
  resource: 'AWS::IAM::User',
  reads: ['administrator', 'tampering'],
  controls: ['audit-trail-protection', 'least-privilege'],
  risk: 'Whoever holds the IAM user can stop or delete the records in which its own misuse would show.',
  remediation: {
    text: 'Take the named actions from the named statements, or deny them to all but the administrators of security by a service control policy. Accept an action in the scope file where it is the task of the IAM user.',
    url: 'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/best-practices-security.html',
  },
  parameters: { accepted: [] as readonly string[] },
  check({ administrator, tampering }, settings) {
    return judgeTampering(administrator, tampering, settings);
  },
});
