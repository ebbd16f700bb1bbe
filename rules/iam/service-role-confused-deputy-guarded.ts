import { tellsForWhom } from '#lib/domain/deputies.ts';
import { named } from '#lib/domain/policy/trust.ts';
import { defineRule } from '#lib/domain/rule.ts';
import { fail, notApplicable, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'iam-service-role-confused-deputy-guarded',
  title: 'Services that can act for other customers assume roles for the company alone',
  severity: 'medium',
  area: 'least-privilege',
  resource: 'AWS::IAM::Role',
  reads: ['keeper', 'trusts'],
  controls: ['external-trust'],
  risk: 'Someone in another account makes a service of AWS use this role for a resource of theirs.',
  remediation: {
    text: 'Add a condition on aws:SourceAccount, and on aws:SourceArn where the resource is known, to the statement for the service.',
    cli: 'aws iam update-assume-role-policy --role-name ROLE --policy-document file://trust.json',
    url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html',
  },
  references: { prowler: ['iam_role_cross_service_confused_deputy_prevention'] },
  check({ keeper, trusts }) {
    if (keeper) return notApplicable(`${keeper} owns this role and its trust policy`);
    const services = trusts.filter(({ who }) => who === 'service');
    if (services.length === 0) return notApplicable('no AWS service may assume the role');
    const deputies = services.filter(({ principal, reach }) => reach !== 'public' || tellsForWhom(principal));
    if (deputies.length === 0)
      return notApplicable(`what assumes the role does so for its own account only: ${named(services)}`);
    const open = deputies.filter(({ reach }) => ['public', 'outside'].includes(reach));
    return open.length === 0
      ? pass(`the role is assumed for the company alone by ${named(deputies)}`)
      : fail(`the role may be assumed for others by ${named(open)}`);
  },
});
