import { defineRule } from '#lib/domain/rule.ts';
import { fail, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'codebuild-project-source-without-credentials',
  title: 'Build projects fetch their sources without credentials in the address',
  severity: 'high',
  area: 'change',
  resource: 'AWS::CodeBuild::Project',
  reads: ['sourcesWithCredentials'],
  controls: ['secrets-management', 'software-integrity'],
  risk: 'Everyone who may look at the project reads the credentials, and with them changes the source that is built.',
  remediation: {
    text: 'Revoke the credentials, connect the repository through a connection or OAuth, and take them out of the address.',
    cli: 'aws codebuild update-project --name PROJECT --source file://source.json',
    url: 'https://docs.aws.amazon.com/codebuild/latest/userguide/access-tokens.html',
  },
  references: {
    securityHub: ['CodeBuild.1'],
    configRule: ['codebuild-project-source-repo-url-check'],
    prowler: ['codebuild_project_source_repo_url_no_sensitive_credentials'],
    steampipe: ['codebuild_project_source_repo_oauth_configured'],
  },
  check: ({ sourcesWithCredentials: sources }) =>
    sources.length === 0
      ? pass('no address of a source carries credentials')
      : fail(`credentials in the address of ${sources.join(', ')}`),
});
