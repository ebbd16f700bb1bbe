export interface OrganizationsFacts {
  'AWS::Organizations::Organization': Organization;
}

export interface Organization {
  /** `ALL` or `CONSOLIDATED_BILLING`. */
  readonly featureSet: string;
  readonly guardrails: Guardrails;
}

/** Service control policies (SCPs) and the tree that they hang on. */
export interface Guardrails {
  /** Whether the root lets SCPs take effect. */
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
  /** Active accounts directly in it, without the management account: no SCP limits that one. */
  readonly accounts: number;
  /** The SCPs attached directly to it, by name. */
  readonly policies: readonly ServiceControlPolicy[];
}

export interface ServiceControlPolicy {
  readonly name: string;
  /** It has a Deny statement. */
  readonly denies: boolean;
  /** It allows every action on every resource, as FullAWSAccess does. */
  readonly allowsEverything: boolean;
}
