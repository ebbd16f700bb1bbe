import type { PlainSecret } from '../secrets.ts';

export interface LaunchTemplateFacts {
  'AWS::EC2::LaunchTemplate': LaunchTemplate;
}

/** A launch template in its default and its latest version: what starts when nobody names another. */
export interface LaunchTemplate {
  /** What looks like a secret in the data that instances get at their start, by version. */
  readonly plainSecrets: readonly PlainSecret[];
}
