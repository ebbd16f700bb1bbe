export interface IdentityStoreFacts {
  'AWS::IdentityStore::Group': IdentityGroup;
  'AWS::IdentityStore::User': IdentityUser;
}

/** A group of Identity Center, made in it or brought over from the identity provider. */
export interface IdentityGroup {
  readonly name: string;
  readonly members: readonly GroupMember[];
  readonly access: readonly Access[];
}

export interface GroupMember {
  readonly id: string;
  /** Null when the identity store lists no such user. */
  readonly userName: string | null;
}

/** A person, or what signs in like one. */
export interface IdentityUser {
  /** Null: the user has none. */
  readonly userName: string | null;
  readonly displayName: string | null;
  /** Null where AWS does not say; it does so for users made or changed since it began to. */
  readonly status: 'ENABLED' | 'DISABLED' | null;
  /** Names of the groups. */
  readonly groups: readonly string[];
  /** What the user has, by own assignment or through groups. */
  readonly access: readonly Access[];
}

/** What one permission set grants to a principal, and where. */
export interface Access {
  readonly permissionSet: string;
  /** As in the permission set; null: policies in the accounts decide. */
  readonly administrator: boolean | null;
  /** The group by which the principal has it; null when it is assigned to the principal itself. */
  readonly through: string | null;
  /** Ids. */
  readonly accounts: readonly string[];
}
