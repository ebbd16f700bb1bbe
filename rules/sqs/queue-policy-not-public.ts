import { statementName } from '#lib/domain/policy/document.ts';
import { publicStatements } from '#lib/domain/policy/public.ts';
import { defineRule } from '#lib/domain/rule.ts';
import { fail, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'sqs-queue-policy-not-public',
  title: 'Queue policies do not let everyone in',
  severity: 'high',
  area: 'least-privilege',
  resource: 'AWS::SQS::Queue',
  reads: ['policy'],
  controls: ['external-trust', 'public-access-prevention'],
  risk: 'Strangers read, forge or delete messages, and the programs behind the queue act on them.',
  remediation: {
    text: 'Name the accounts, services or Organization that may use the queue, or add a condition on them.',
    cli: 'aws sqs set-queue-attributes --queue-url QUEUE_URL --attributes file://attributes.json',
    url: 'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-security-best-practices.html',
  },
  references: {
    securityHub: ['SQS.3'],
    prowler: ['sqs_queues_not_publicly_accessible'],
    steampipe: ['sqs_queue_policy_prohibit_public_access'],
  },
  check({ policy }) {
    if (policy === null) return pass('the queue has no policy');
    const open = publicStatements(policy).map((statement) => statementName(policy, statement));
    return open.length === 0
      ? pass('no statement of the policy lets everyone in')
      : fail(`the policy lets everyone in by statement ${open.join(', ')}`);
  },
});
