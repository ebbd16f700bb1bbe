import { judgeTampering } from '#lib/domain/policy/escalation-verdict.ts';
import { defineRule } from '#lib/domain/rule.ts';
import { notApplicable } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'iam-role-cannot-tamper-with-evidence',
  title: 'No role that is no administrator can blind the scanner or spoil the security record',
  severity: 'high',
  area: 'logging',
  resource: 'AWS::IAM::Role',
  reads: ['administrator', 'tampering', 'serviceLinked'],
  controls: ['audit-trail-protection', 'least-privilege'],
  risk: 'Whoever takes the role can stop or delete the records in which misuse would show.',
  remediation: {
    text: 'Take the named actions from the named statements, or deny them to all but the administrators of security by a service control policy. Accept an action in the scope file where it is the task of the role.',
    url: 'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/best-practices-security.html',
  },
  // AWS gives it to every machine with the agent of CloudWatch.
  parameters: { accepted: ['logs:PutRetentionPolicy'] as readonly string[] },
  check({ administrator, tampering, serviceLinked }, settings) {
    if (serviceLinked) return notApplicable('an AWS service owns this role and what it may do');
    return judgeTampering(administrator, tampering, settings);
  },
});
