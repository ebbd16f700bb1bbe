import { defineRule } from '#lib/domain/rule.ts';
import { fail, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'codebuild-project-not-public',
  title: 'Results and logs of builds are not public',
  severity: 'high',
  area: 'change',
  resource: 'AWS::CodeBuild::Project',
  reads: ['public'],
  controls: ['public-access-prevention'],
  risk: 'Everyone on the internet reads what builds print and make, with whatever secrets slipped into it.',
  remediation: {
    text: 'Make the project private, and look through the logs that were public for secrets.',
    cli: 'aws codebuild update-project-visibility --project-arn PROJECT_ARN --project-visibility PRIVATE',
    url: 'https://docs.aws.amazon.com/codebuild/latest/userguide/public-builds.html',
  },
  references: { prowler: ['codebuild_project_not_publicly_accessible'] },
  check: ({ public: isPublic }) =>
    isPublic ? fail('everyone can read its builds') : pass('its builds are private'),
});
