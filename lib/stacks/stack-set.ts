import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, CfnStackSet, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { MEMBER_PARAMETERS, type MemberAccessProps, MemberAccessStack } from './member.ts';

/** Where the role goes. */
export interface MemberStackSetProps extends StackProps {
  readonly member: MemberAccessProps;
  readonly organizationId: string;
  /** Roots or OUs whose accounts get the role, now and as they join. */
  readonly organizationUnits: readonly string[];
}

/**
 * Gives every account of the Organization but the management account the role, as a delegated administrator of
 * CloudFormation. Roles are global: one Region, this stack's, suffices.
 */
export class MemberStackSetStack extends Stack {
  constructor(
    scope: Construct,
    id: string,
    { member, organizationId, organizationUnits, ...props }: MemberStackSetProps,
  ) {
    super(scope, id, {
      description: 'Vouch: the read-only role in every account, new ones included',
      ...props,
    });
    const parameters = {
      [MEMBER_PARAMETERS.account]: this.account,
      [MEMBER_PARAMETERS.organization]: organizationId,
    };
    new CfnStackSet(this, 'Members', {
      stackSetName: `${member.deployment}-member-access`,
      description: 'Lets Vouch read the configuration of member accounts',
      permissionModel: 'SERVICE_MANAGED',
      callAs: 'DELEGATED_ADMIN',
      autoDeployment: { enabled: true, retainStacksOnAccountRemoval: false },
      capabilities: ['CAPABILITY_NAMED_IAM'],
      managedExecution: { Active: true },
      // One account that refuses must not keep the others waiting: it shows up as a blind spot.
      operationPreferences: { failureTolerancePercentage: 100, maxConcurrentPercentage: 25 },
      parameters: Object.entries(parameters).map(([parameterKey, parameterValue]) => ({
        parameterKey,
        parameterValue,
      })),
      stackInstancesGroup: [
        { deploymentTargets: { organizationalUnitIds: [...organizationUnits] }, regions: [this.region] },
      ],
      templateBody: memberTemplate(member),
    });
  }
}

/** The member stack's template by itself. */
export function memberTemplate(member: MemberAccessProps): string {
  const outdir = mkdtempSync(join(tmpdir(), 'vouch-member-'));
  try {
    const app = new App({ outdir, analyticsReporting: false });
    const stack = new MemberAccessStack(app, 'Member', member);
    return JSON.stringify(app.synth().getStackArtifact(stack.artifactId).template);
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}
