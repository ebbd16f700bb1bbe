import { defineRule } from '#lib/domain/rule.ts';
import { fail, notApplicable, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'iam-no-service-wildcard-actions',
  title: "No policy of the company's own allows every action of a service",
  severity: 'medium',
  area: 'least-privilege',
  resource: 'AWS::IAM::Policy',
  reads: ['kind', 'document', 'holders', 'boundaryOf'],
  controls: ['least-privilege'],
  risk: 'Every action of a service includes deleting, sharing and what AWS adds to it next year.',
  remediation: {
    text: 'Name the actions that the task needs; CloudTrail and last-accessed information tell which these are.',
    cli: 'aws iam create-policy-version --policy-arn ARN --policy-document file://policy.json --set-as-default',
    url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_last-accessed.html',
  },
  parameters: { exceptServices: ['ec2messages', 'pricing', 'ssmmessages'] }, // they read, or let an agent call home
  references: {
    securityHub: ['IAM.21'],
    configRule: ['iam-policy-no-statements-with-full-access'],
    steampipe: ['iam_all_policy_no_service_wild_card'],
  },
  check({ kind, document, holders, boundaryOf }, { exceptServices }) {
    if (kind === 'aws-managed') return notApplicable('AWS writes this policy');
    if (holders.length === 0 && boundaryOf > 0) return notApplicable('a permissions boundary grants nothing');
    const wide = document.statements
      .filter(({ effect }) => effect === 'Allow')
      .flatMap(({ actions, notActions }) => [
        ...actions.filter((action) => /^(?:[^:]+:)?\*+$/.test(action)),
        ...(notActions.length > 0 ? [`everything but ${notActions.join(', ')}`] : []),
      ])
      .filter((action) => !exceptServices.includes(action.toLowerCase().split(':')[0] ?? ''));
    return wide.length === 0
      ? pass('no statement allows every action of a service')
      : fail(`allows ${[...new Set(wide)].join('; ')}; attached to ${holders.length} identities`);
  },
});
