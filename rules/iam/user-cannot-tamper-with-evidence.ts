import { judgeTampering } from '#lib/domain/policy/escalation-verdict.ts';
import { defineRule } from '#lib/domain/rule.ts';

export default defineRule({
  id: 'iam-user-cannot-tamper-with-evidence',
  title: 'No IAM user who is no administrator can blind the scanner or spoil the security record',
  severity: 'high',
  area: 'logging',
  resource: 'AWS::IAM::User',
  reads: ['administrator', 'tampering'],
  controls: ['audit-trail-protection', 'least-privilege'],
  risk: 'The user, or whoever has its keys, can stop or delete the records in which misuse would show.',
  remediation: {
    text: 'Take the named actions from the named statements, or deny them to all but the administrators of security by a service control policy. Accept an action in the scope file where it is the task of the user.',
    url: 'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/best-practices-security.html',
  },
  // AWS gives it to every machine with the agent of CloudWatch.
  parameters: { accepted: ['logs:PutRetentionPolicy'] as readonly string[] },
  check({ administrator, tampering }, settings) {
    return judgeTampering(administrator, tampering, settings);
  },
});
