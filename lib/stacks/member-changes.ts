import { BootstraplessSynthesizer, type IStackSynthesizer, Stack, type StackProps } from 'aws-cdk-lib';
import { CfnRule } from 'aws-cdk-lib/aws-events';
import type { Construct } from 'constructs';
import type { ChangeSource } from '#lib/domain/changes.ts';
import { changePatterns } from './change-rules.ts';
import { askFor } from './member.ts';
import { busArn, forwarderArn } from './names.ts';

/** What is listened for. */
export interface MemberChangesProps extends StackProps {
  readonly deployment: string;
  readonly changes: readonly ChangeSource[];
}

/**
 * The rules of one Region of a scanned account: calls that may have changed what Vouch's rules read go to Vouch's bus, by
 * the role that `MemberAccessStack` makes. The template names no account, and serves by hand as in a StackSet.
 */
export class MemberChangesStack extends Stack {
  constructor(scope: Construct, id: string, { deployment, changes, ...props }: MemberChangesProps) {
    super(scope, id, {
      description: 'Vouch: tells the audit account of calls that may have changed what it judges',
      ...props,
      analyticsReporting: false,
      synthesizer: new BootstraplessSynthesizer() as IStackSynthesizer,
    });
    const account = askFor(this, 'account');
    const region = askFor(this, 'region');
    for (const [index, eventPattern] of changePatterns(changes).entries()) {
      new CfnRule(this, `Changes${index}`, {
        description: 'Calls that may have changed what Vouch judges',
        eventPattern,
        targets: [
          {
            id: 'Vouch',
            arn: busArn(this, { account, region, deployment }),
            roleArn: forwarderArn(this, deployment),
          },
        ],
      });
    }
  }
}
