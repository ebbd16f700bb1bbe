export interface OrganizationsFacts {
  'AWS::::Account': OrganizationsAccount;
  'AWS::Organizations::Organization': Organization;
}

/** What an account may know of its Organization. */
export interface OrganizationsAccount {
  /** `o-...`; null: the account belongs to none. */
  readonly organization: string | null;
  /**
   * What declarative policies set for EC2 here, by attribute and member, e.g. `serial_console_access.status`. Null: no
   * such policy is in effect.
   */
  readonly ec2Policy: Readonly<Record<string, string>> | null;
}

export interface Organization {
  /** `ALL` or `CONSOLIDATED_BILLING`. */
  readonly featureSet: string;
  readonly guardrails: Guardrails;
  /** The same of resource control policies (RCPs). */
  readonly resourceGuardrails: Guardrails;
  readonly delegatedAdministrators: readonly DelegatedAdministrator[];
  /** The features by which root users of members are managed centrally, e.g. `RootCredentialsManagement`. */
  readonly rootFeatures: readonly string[];
  /** ARNs of the running EC2 instances and of the Lambda functions of the management account, in all its Regions. */
  readonly managementWorkloads: readonly string[];
}

/** Service control policies (SCPs) and the tree that they hang on. */
export interface Guardrails {
  /** Whether the root lets them take effect. */
  readonly enabled: boolean;
  /** The root and every organizational unit, by path. */
  readonly units: readonly OrganizationUnit[];
}

/** The root or an organizational unit. */
export interface OrganizationUnit {
  readonly id: string;
  /** Names from the root downwards, e.g. `Root/Workloads/Prod`. */
  readonly path: string;
  /** Ids of the units above it, the root first. */
  readonly above: readonly string[];
  /** Active accounts directly in it, without the management account: no SCP or RCP limits that one. */
  readonly accounts: number;
  /** The policies attached directly to it, by name. */
  readonly policies: readonly UnitPolicy[];
}

/** An SCP or RCP, as far as rules ask. */
export interface UnitPolicy {
  readonly name: string;
  /** It has a Deny statement. */
  readonly denies: boolean;
  /** It allows every action on every resource, as FullAWSAccess does. */
  readonly allowsEverything: boolean;
  /** Actions against audit services that it denies, e.g. `cloudtrail:StopLogging`. */
  readonly deniesAudit: readonly string[];
  /** Patterns of names of the roles that it keeps from being changed. */
  readonly guardsRoles: readonly string[];
}

/** An account that may act for the Organization in a service. */
export interface DelegatedAdministrator {
  readonly account: string;
  /** e.g. `guardduty.amazonaws.com`, sorted. */
  readonly services: readonly string[];
}
