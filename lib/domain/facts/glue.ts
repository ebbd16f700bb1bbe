import type { PlainSecret } from '../secrets.ts';

export interface GlueFacts {
  'AWS::Glue::Job': GlueJob;
}

/** https://docs.aws.amazon.com/glue/latest/dg/aws-glue-api-jobs-job.html */
export interface GlueJob {
  /** What runs it: `glueetl`, `gluestreaming`, `pythonshell` or `glueray`. */
  readonly command: string;
  /** Of Glue, e.g. `4.0`. Null: AWS chooses one. */
  readonly glueVersion: string | null;
  /** It asks for its logs to be written while it runs. */
  readonly continuousLogging: boolean;
  /** What looks like a secret in its arguments. */
  readonly plainSecrets: readonly PlainSecret[];
}
