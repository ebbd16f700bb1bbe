import type { PlainSecret } from '../secrets.ts';

export interface CodeBuildFacts {
  'AWS::CodeBuild::Project': BuildProject;
}

/** https://docs.aws.amazon.com/codebuild/latest/APIReference/API_Project.html */
export interface BuildProject {
  /** What looks like a secret in its plain variables and in a build specification that is part of it. */
  readonly plainSecrets: readonly PlainSecret[];
  /** Its sources whose address carries a user name or a password: `source`, or their identifiers. */
  readonly sourcesWithCredentials: readonly string[];
  /** Where its builds log to. */
  readonly logsTo: readonly ('CloudWatch Logs' | 'S3')[];
  /** Everyone can read the logs and artifacts of its builds. */
  readonly public: boolean;
}
