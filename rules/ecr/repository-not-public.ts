import { statementName } from '#lib/domain/policy/document.ts';
import { publicStatements } from '#lib/domain/policy/public.ts';
import { defineRule } from '#lib/domain/rule.ts';
import { fail, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'ecr-repository-not-public',
  title: 'Policies of image repositories do not let everyone in',
  severity: 'high',
  area: 'least-privilege',
  resource: 'AWS::ECR::Repository',
  reads: ['policy'],
  controls: ['external-trust', 'public-access-prevention'],
  risk: 'Strangers pull images with the code and settings in them, or push images that the company then runs.',
  remediation: {
    text: 'Name the accounts, services or Organization that may use the repository, or add a condition on them; what is meant for everyone belongs in the public registry.',
    cli: 'aws ecr set-repository-policy --repository-name NAME --policy-text file://policy.json',
    url: 'https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-policies.html',
  },
  references: {
    prowler: ['ecr_repositories_not_publicly_accessible'],
    steampipe: ['ecr_repository_prohibit_public_access'],
  },
  check({ policy }) {
    if (policy === null) return pass('the repository has no policy');
    const open = publicStatements(policy).map((statement) => statementName(policy, statement));
    return open.length === 0
      ? pass('no statement of the policy lets everyone in')
      : fail(`the policy lets everyone in by statement ${open.join(', ')}`);
  },
});
