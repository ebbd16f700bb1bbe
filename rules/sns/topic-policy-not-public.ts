import { statementName } from '#lib/domain/policy/document.ts';
import { publicStatements } from '#lib/domain/policy/public.ts';
import { defineRule } from '#lib/domain/rule.ts';
import { fail, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'sns-topic-policy-not-public',
  title: 'Topic policies do not let everyone in',
  severity: 'high',
  area: 'least-privilege',
  resource: 'AWS::SNS::Topic',
  reads: ['policy'],
  controls: ['external-trust', 'public-access-prevention'],
  risk: 'Strangers subscribe to the messages, or publish messages that subscribers take for genuine.',
  remediation: {
    text: 'Name the accounts, services or Organization that may use the topic, or add a condition on them.',
    cli: 'aws sns set-topic-attributes --topic-arn TOPIC_ARN --attribute-name Policy --attribute-value file://policy.json',
    url: 'https://docs.aws.amazon.com/sns/latest/dg/sns-security-best-practices.html',
  },
  references: {
    securityHub: ['SNS.4'],
    prowler: ['sns_topics_not_publicly_accessible'],
    steampipe: ['sns_topic_policy_prohibit_public_access'],
  },
  check({ policy }) {
    const open = publicStatements(policy).map((statement) => statementName(policy, statement));
    return open.length === 0
      ? pass('no statement of the policy lets everyone in')
      : fail(`the policy lets everyone in by statement ${open.join(', ')}`);
  },
});
