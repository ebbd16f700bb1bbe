import type { PolicyDocument } from '../policy/document.ts';
import type { PlainSecret } from '../secrets.ts';

export interface LambdaFacts {
  'AWS::Lambda::Function': LambdaFunction;
}

/** https://docs.aws.amazon.com/lambda/latest/api/API_FunctionConfiguration.html */
export interface LambdaFunction {
  /**
   * Variables of its environment that look like secrets. Null: the environment is encrypted with a key of the company,
   * and closed to those who may read configuration and nothing else.
   */
  readonly plainSecrets: readonly PlainSecret[] | null;
  /** Null: a container image brings its own. */
  readonly runtime: string | null;
  /** Null: it has no resource policy. Policies of its aliases and versions are not here. */
  readonly policy: PolicyDocument | null;
  /** The Availability Zones of its subnets. Null: it is not attached to a VPC, so that Lambda spreads it. */
  readonly zones: readonly string[] | null;
  /** What happens to code without a signature that is trusted. Null: signatures are not asked for. */
  readonly codeSigning: 'Enforce' | 'Warn' | null;
}
