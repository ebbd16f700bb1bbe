import {
  Annotations,
  BootstraplessSynthesizer,
  CfnParameter,
  type CfnParameterProps,
  type IStackSynthesizer,
  Stack,
  type StackProps,
} from 'aws-cdk-lib';
import {
  AccountPrincipal,
  ManagedPolicy,
  PolicyStatement,
  Role,
  ServicePrincipal,
} from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { Scope } from '#lib/domain/scope.ts';
import type { memberPolicy } from '../scan/work.ts';
import type { FunctionName } from './code.ts';
import { busArn, forwarderName, roleArn } from './names.ts';

/** What the role in a scanned account is called, whom it trusts, and what it may read. */
export interface MemberAccessProps extends StackProps {
  readonly deployment: string;
  readonly access: Scope['access'];
  readonly policy: ReturnType<typeof memberPolicy>;
  /** Whether calls are sent to Vouch's bus: that takes a role too. */
  readonly forwards: boolean;
}

/** Parameters of the templates: what is not known where they are made. */
export const MEMBER_PARAMETERS = {
  account: 'AuditAccountId',
  organization: 'OrganizationId',
  region: 'AuditRegion',
} as const;

const ASKED: Readonly<Record<keyof typeof MEMBER_PARAMETERS, CfnParameterProps>> = {
  account: { description: 'Account that Vouch is deployed in', allowedPattern: '\\d{12}' },
  organization: {
    description: 'Organization that the audit account belongs to',
    allowedPattern: 'o-[a-z0-9]{10,32}',
  },
  region: {
    description: 'Region that Vouch is deployed in',
    allowedPattern: '[a-z]{2}(-[a-z]+)+-\\d',
  },
};

/** Asks for a parameter in a template. @returns its value, as a token */
export const askFor = (stack: Stack, name: keyof typeof MEMBER_PARAMETERS): string =>
  new CfnParameter(stack, MEMBER_PARAMETERS[name], ASKED[name]).valueAsString;

/** The functions that enter scanned accounts: those that scan, and the one that asks who made a drift. */
const READERS: readonly FunctionName[] = ['plan-scan', 'scan-target', 'attribute-drift', 'rescan-on-change'];

/**
 * A managed policy holds 6,144 characters; some are left for what stands around the actions.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
const CHARACTERS_PER_POLICY = 5_800;

/**
 * The read-only role of a scanned account. Its template names no account and needs no bootstrapping, so that it serves
 * the StackSet, the management account, and users without StackSets.
 */
export class MemberAccessStack extends Stack {
  constructor(
    scope: Construct,
    id: string,
    { deployment, access, policy, forwards, ...props }: MemberAccessProps,
  ) {
    super(scope, id, {
      description: 'Vouch: lets the audit account read the configuration of this account, and nothing else',
      ...props,
      analyticsReporting: false,
      synthesizer: new BootstraplessSynthesizer() as IStackSynthesizer,
    });
    const auditAccount = askFor(this, 'account');
    const organization = askFor(this, 'organization');
    if (access.externalId === null) {
      Annotations.of(this).addWarningV2(
        'vouch:no-external-id',
        'access.externalId is not set in scope.yaml: the role in scanned accounts asks for none.',
      );
    }

    // Roles are named in a condition: as principals they would have to exist first, and be deployed again after each
    // time that the audit stack is.
    const trusted = new AccountPrincipal(auditAccount).withConditions({
      ArnEquals: {
        'aws:PrincipalArn': READERS.map((name) => roleArn(this, auditAccount, deployment, name)),
      },
      StringEquals: {
        'aws:PrincipalOrgID': organization,
        ...(access.externalId !== null && { 'sts:ExternalId': access.externalId }),
      },
    });
    const role = new Role(this, 'Role', {
      roleName: access.roleName,
      description: 'Vouch reads configuration with this role',
      assumedBy: trusted,
    });
    const statements = policy.Statement.flatMap(({ Sid, Action, Resource }) =>
      parts(Action).map(
        (actions) => new PolicyStatement({ sid: Sid, actions: [...actions], resources: [Resource].flat() }),
      ),
    );
    for (const [index, statement] of statements.entries()) {
      new ManagedPolicy(this, `Read${index}`, { roles: [role], statements: [statement] });
    }
    if (forwards) this.forwarder(deployment, auditAccount);
  }

  /** Lets this account's rules put events on Vouch's bus, and nothing else. */
  private forwarder(deployment: string, account: string): void {
    const region = askFor(this, 'region');
    const role = new Role(this, 'Forwarder', {
      roleName: forwarderName(deployment),
      description: 'EventBridge tells Vouch of calls with this role',
      assumedBy: new ServicePrincipal('events.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': this.account } },
      }),
    });
    new ManagedPolicy(this, 'Forward', {
      roles: [role],
      statements: [
        new PolicyStatement({
          actions: ['events:PutEvents'],
          resources: [busArn(this, { account, region, deployment })],
        }),
      ],
    });
  }
}

/** Divides actions so that each part fits into a managed policy. */
function parts(actions: readonly string[]): readonly (readonly string[])[] {
  const divided: string[][] = [[]];
  let room = CHARACTERS_PER_POLICY;
  for (const action of actions) {
    const size = action.length + 3; // quotes and a comma
    if (size > room) {
      divided.push([]);
      room = CHARACTERS_PER_POLICY;
    }
    divided.at(-1)?.push(action);
    room -= size;
  }
  return divided;
}
