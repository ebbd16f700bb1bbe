import { statementName } from '#lib/domain/policy/document.ts';
import { publicStatements } from '#lib/domain/policy/public.ts';
import { defineRule } from '#lib/domain/rule.ts';
import { fail, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'logs-log-group-policy-not-public',
  title: 'Resource policies of CloudWatch Logs do not let everyone in',
  severity: 'high',
  area: 'network',
  resource: 'AWS::Logs::ResourcePolicy',
  reads: ['policy'],
  controls: ['external-trust', 'public-access-prevention'],
  risk: 'Strangers read logs, or fill them with events that never happened.',
  remediation: {
    text: 'Name the services and accounts that may deliver logs, with a condition on their source.',
    cli: 'aws logs put-resource-policy --policy-name NAME --policy-document file://policy.json',
    url: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/iam-access-control-overview-cwl.html',
  },
  references: {
    prowler: ['cloudwatch_log_group_not_publicly_accessible'],
  },
  check({ policy }) {
    const open = publicStatements(policy).map((statement) => statementName(policy, statement));
    return open.length === 0
      ? pass('no statement of the policy lets everyone in')
      : fail(`the policy lets everyone in by statement ${open.join(', ')}`);
  },
});
