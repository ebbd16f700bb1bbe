import { defineRule } from '#lib/domain/rule.ts';
import { fail, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'ecr-repository-tags-immutable',
  title: 'The tag of an image always means the same image',
  severity: 'low',
  area: 'vulnerability',
  resource: 'AWS::ECR::Repository',
  reads: ['tags'],
  controls: ['software-integrity'],
  risk: 'Someone moves a released tag to another image, which then runs in production without review.',
  remediation: {
    text: 'Make tags immutable; tags that have to move, such as latest, can be left out by a filter, and nothing should be deployed by them.',
    cli: 'aws ecr put-image-tag-mutability --repository-name NAME --image-tag-mutability IMMUTABLE',
    url: 'https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-tag-mutability.html',
  },
  parameters: { movable: ['latest'] as readonly string[] }, // tags, or patterns as in the filters of ECR
  references: {
    securityHub: ['ECR.2'],
    configRule: ['ecr-private-tag-immutability-enabled'],
    prowler: ['ecr_repositories_tag_immutability'],
    steampipe: ['ecr_repository_tag_immutability_enabled'],
  },
  check({ tags: { immutable, except } }, { movable }) {
    if (!immutable)
      return fail(
        `tags can be moved to another image${except.length ? `, except ${except.join(', ')}` : ''}`,
      );
    const unapproved = except.filter((pattern) => !movable.includes(pattern));
    if (unapproved.length > 0) return fail(`tags can be moved that match ${unapproved.join(', ')}`);
    return pass(except.length ? `only ${except.join(', ')} can be moved` : 'no tag can be moved');
  },
});
