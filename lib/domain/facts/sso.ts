export interface SsoFacts {
  'AWS::Organizations::Organization': { readonly identityCenter: readonly IdentityCenter[] };
  'AWS::SSO::Assignment': Assignment;
  'AWS::SSO::PermissionSet': PermissionSet;
}

/** The instance of IAM Identity Center by which people enter the accounts of the Organization. */
export interface IdentityCenter {
  readonly arn: string;
  readonly region: string;
  /** `ACTIVE`, or what it is on its way to or from. */
  readonly status: string;
}

/** https://docs.aws.amazon.com/singlesignon/latest/userguide/permissionsetsconcept.html */
export interface PermissionSet {
  readonly name: string;
  readonly sessionMinutes: number;
}

/** What a permission set grants in each account in which it is assigned. */
export interface PermissionSetGrant {
  /** Its name. */
  readonly permissionSet: string;
  /** ARNs of AWS's own policies. */
  readonly managed: readonly string[];
  /** Paths and names of policies that each account keeps for itself. */
  readonly customerManaged: readonly string[];
  /** Whether it has a policy of its own. */
  readonly inline: boolean;
  /**
   * Whether it lets its holder do everything, boundaries not counted. Null: policies that the accounts keep decide, and
   * those may differ from account to account.
   */
  readonly administrator: boolean | null;
}

/**
 * A permission set given to a user or group in one account. AWS gives it no ARN: it is named by the ARN of the
 * permission set, `#`, the account, and type and id of the principal.
 */
export interface Assignment {
  readonly account: string;
  readonly grant: PermissionSetGrant;
  /** The policy that limits what is granted; null for none. */
  readonly boundary: string | null;
  readonly principalType: 'USER' | 'GROUP';
  /** The name is null when the identity store no longer has the principal. */
  readonly principal: { readonly id: string; readonly name: string | null };
}
