import type { IAspect } from 'aws-cdk-lib';
import { CfnPolicy } from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';

/**
 * CDK writes its grants into inline policies, which nobody finds in a list. They become managed ones, as our own rule
 * `iam-no-inline-policies` asks of everyone.
 */
export class ManagedGrants implements IAspect {
  visit(node: IConstruct): void {
    if (!(node instanceof CfnPolicy)) return;
    node.addOverride('Type', 'AWS::IAM::ManagedPolicy');
    node.addPropertyDeletionOverride('PolicyName');
  }
}
