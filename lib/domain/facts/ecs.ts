import type { PlainSecret } from '../secrets.ts';

export interface EcsFacts {
  'AWS::ECS::Cluster': EcsCluster;
  'AWS::ECS::Service': EcsService;
  'AWS::ECS::TaskDefinition': TaskDefinition;
}

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ClusterSetting.html */
export interface EcsCluster {
  /** `enhanced`, `enabled` or `disabled`. */
  readonly containerInsights: string;
}

export interface EcsService {
  /**
   * Its tasks get public addresses. Null: its tasks have no network interface of their own, so the instance decides.
   * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_AwsVpcConfiguration.html
   */
  readonly publicIp: boolean | null;
}

/**
 * A family of task definitions, in its latest active revision: what starts when nobody names a revision. It is known
 * by the ARN of its revisions without their number, so that it stays the same thing from one revision to the next.
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_TaskDefinition.html
 */
export interface TaskDefinition {
  readonly revision: number;
  /** By name. */
  readonly containers: readonly ContainerDefinition[];
  /** What looks like a secret in variables, commands, labels and log options, by container. */
  readonly plainSecrets: readonly (PlainSecret & { readonly container: string })[];
}

export interface ContainerDefinition {
  readonly name: string;
  readonly privileged: boolean;
  /** Null: the container has no log configuration, so that the host decides what becomes of its output. */
  readonly logDriver: string | null;
}
