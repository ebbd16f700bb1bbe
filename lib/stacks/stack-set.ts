import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, CfnStackSet, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { MEMBER_PARAMETERS, type MemberAccessProps, MemberAccessStack } from './member.ts';
import { type MemberChangesProps, MemberChangesStack } from './member-changes.ts';

/** Where the role goes. */
export interface MemberStackSetProps extends StackProps {
  readonly member: MemberAccessProps;
  readonly organizationId: string;
  /** Roots or OUs whose accounts get the role, now and as they join. */
  readonly organizationUnits: readonly string[];
  /** What is listened for, and in which Regions; null where nothing is. */
  readonly listening: { readonly changes: MemberChangesProps; readonly regions: readonly string[] } | null;
}

/**
 * Gives every account of the Organization but the management account the role, as a delegated administrator of
 * CloudFormation. Roles are global: one Region, this stack's, suffices.
 */
export class MemberStackSetStack extends Stack {
  constructor(
    scope: Construct,
    id: string,
    { member, organizationId, organizationUnits, listening, ...props }: MemberStackSetProps,
  ) {
    super(scope, id, {
      description: 'Vouch: the read-only role in every account, new ones included',
      ...props,
    });
    const { account, organization, region } = MEMBER_PARAMETERS;
    const stackSet = (
      name: string,
      description: string,
      {
        templateBody,
        regions,
        parameters,
      }: {
        readonly templateBody: string;
        readonly regions: readonly string[];
        readonly parameters: Readonly<Record<string, string>>;
      },
    ) =>
      new CfnStackSet(this, name, {
        stackSetName: `${member.deployment}-member-${name === 'Members' ? 'access' : 'changes'}`,
        description,
        permissionModel: 'SERVICE_MANAGED',
        callAs: 'DELEGATED_ADMIN',
        autoDeployment: { enabled: true, retainStacksOnAccountRemoval: false },
        capabilities: ['CAPABILITY_NAMED_IAM'],
        managedExecution: { Active: true },
        // One account that refuses must not keep the others waiting: it shows up as a blind spot.
        operationPreferences: {
          failureTolerancePercentage: 100,
          maxConcurrentPercentage: 25,
          ...(regions.length > 1 && { regionConcurrencyType: 'PARALLEL' }),
        },
        parameters: Object.entries(parameters).map(([parameterKey, parameterValue]) => ({
          parameterKey,
          parameterValue,
        })),
        stackInstancesGroup: [
          {
            deploymentTargets: { organizationalUnitIds: [...organizationUnits] },
            regions: [...regions],
          },
        ],
        templateBody,
      });
    const home = { [account]: this.account, [region]: this.region };
    const members = stackSet('Members', 'Lets Vouch read the configuration of member accounts', {
      templateBody: templateOf((app) => new MemberAccessStack(app, 'Member', member)),
      regions: [this.region],
      parameters: {
        [account]: this.account,
        [organization]: organizationId,
        ...(member.forwards && { [region]: this.region }),
      },
    });
    if (!listening) return;
    const { changes, regions } = listening;
    stackSet('Changes', 'Tells Vouch of calls that may have changed what it judges', {
      templateBody: templateOf((app) => new MemberChangesStack(app, 'Changes', changes)),
      regions,
      parameters: home,
    }).addResourceDependency(members); // its rules use the role
  }
}

/** A stack's template by itself. */
function templateOf(define: (app: App) => Stack): string {
  const outdir = mkdtempSync(join(tmpdir(), 'vouch-member-'));
  try {
    const app = new App({ outdir, analyticsReporting: false });
    const stack = define(app);
    return JSON.stringify(app.synth().getStackArtifact(stack.artifactId).template);
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}
