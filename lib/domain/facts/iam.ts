import type { PolicyDocument } from '../policy/document.ts';

export interface IamFacts {
  'AWS::::Account': IamAccount;
  'AWS::IAM::AccessKey': AccessKey;
  'AWS::IAM::Group': Group;
  'AWS::IAM::Policy': Policy;
  'AWS::IAM::Role': Role;
  'AWS::IAM::ServerCertificate': ServerCertificate;
  'AWS::IAM::User': User;
}

/** What IAM keeps about the account as a whole. */
export interface IamAccount {
  readonly rootUser: RootUser;
  /** Serial numbers (ARNs) of the virtual MFA devices that the root user has. */
  readonly rootVirtualMfaDevices: readonly string[];
  /** Null when the account has no policy of its own, so that AWS's default holds. */
  readonly passwordPolicy: PasswordPolicy | null;
  /** Days since the root user last used its password or an access key. Null: no use is recorded. */
  readonly rootUnusedDays: number | null;
  /** Names of the IAM users that have a password for the console. */
  readonly consoleUsers: readonly string[];
  /** ARNs of the users, roles and groups with members to which a policy that names AWS Support lets open cases. */
  readonly supportCaseOpeners: readonly string[];
  readonly inventory: Inventory;
  readonly credentialReport: CredentialReport;
}

/** What one listing found, beside the totals that AWS counts by itself. Policies are the customer's managed ones. */
export interface Inventory {
  readonly listed: Population;
  readonly counted: Population;
}

export interface Population {
  readonly users: number;
  readonly groups: number;
  readonly roles: number;
  readonly policies: number;
}

/** Of when the credential report is, and of how many users. AWS makes a new one every four hours at most. */
export interface CredentialReport {
  readonly generatedAt: string;
  readonly ageHours: number;
  readonly users: number;
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountSummary.html */
export interface RootUser {
  readonly mfa: boolean;
  readonly accessKeys: boolean;
  /** Null where AWS does not say. False once root credentials are managed centrally by the Organization. */
  readonly password: boolean | null;
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_PasswordPolicy.html */
export interface PasswordPolicy {
  readonly minLength: number;
  /** The kinds of characters of which each password must have one. */
  readonly requires: readonly ('lower case' | 'numbers' | 'symbols' | 'upper case')[];
  /** How many former passwords are refused; 0 for none. */
  readonly reusePrevention: number;
  /** Null: passwords do not expire. */
  readonly maxAgeDays: number | null;
}

/**
 * A policy that the customer wrote, attached or not, or one of AWS that the customer attached; in the version in force.
 * AWS gives inline policies no ARN: they are named by the ARN of their holder, `#inline/` and their own name. No IAM
 * name has a `#`.
 */
export interface Policy {
  readonly kind: 'customer-managed' | 'aws-managed' | 'inline';
  /** ARNs of the users, groups and roles to which it grants. */
  readonly holders: readonly string[];
  /** How many users and roles have it as their permissions boundary. */
  readonly boundaryOf: number;
  readonly document: PolicyDocument;
}

/** What users and roles have in common. */
interface Principal {
  readonly ageDays: number;
  readonly tags: Readonly<Record<string, string>>;
  readonly inlinePolicies: readonly string[];
  /** ARNs. */
  readonly attachedPolicies: readonly string[];
}

export interface Role extends Principal {
  /** `/aws-service-role/...` for the roles that AWS services own. */
  readonly path: string;
  readonly trustPolicy: PolicyDocument;
  /** Whom the trust policy lets in, by statement, e.g. `Service ec2.amazonaws.com`. */
  readonly trusted: readonly string[];
  /** The last use within the 400 days that AWS looks back. Null: there was none. */
  readonly lastUse: RoleUse | null;
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_RoleLastUsed.html */
export interface RoleUse {
  readonly unusedDays: number;
  /** Null where AWS does not say. */
  readonly region: string | null;
}

/**
 * An IAM user. What passwords and keys do is known from the credential report, which is up to four hours old.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_getting-report.html
 */
export interface User extends Principal {
  /** The password for the console. Null: there is none. */
  readonly password: Usage | null;
  readonly mfaActive: boolean;
  /** Active keys, by their number in the report. */
  readonly accessKeys: readonly (Usage & { readonly number: KeyNumber })[];
  /** Numbers of the active keys that were made within a minute of the user. */
  readonly initialAccessKeys: readonly KeyNumber[];
  readonly mfaDevices: readonly MfaDevice[];
  /** Names. */
  readonly groups: readonly string[];
}

export type KeyNumber = 1 | 2;

/**
 * An access key of an IAM user. The credential report gives no ids: a key is named by the ARN of its user,
 * `#access-key/` and its number in the report. Inactive keys are there as far as the report tells of them.
 */
export interface AccessKey {
  readonly active: boolean;
  readonly usage: Usage;
  /** The service and Region that it was last used for, e.g. `s3 in eu-west-1`. Null: none is recorded. */
  readonly lastUsedFor: string | null;
  /** The tags of its user: keys have none. */
  readonly userTags: Readonly<Record<string, string>>;
}

export interface Group {
  /** Names of users. */
  readonly members: readonly string[];
}

/** A certificate that was uploaded into IAM. */
export interface ServerCertificate {
  /** Days since it was uploaded. */
  readonly ageDays: number;
  /** Whole days until it expires; negative once it has. */
  readonly daysLeft: number;
  readonly tags: Readonly<Record<string, string>>;
}

/** A credential's age since it was last set, and since its last use. Null: no use is recorded. */
export interface Usage {
  readonly ageDays: number;
  readonly unusedDays: number | null;
}

/**
 * `security-key` is FIDO: passkeys and security keys, bound to AWS's own site. The codes of the others can be phished.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_checking-status.html
 */
export interface MfaDevice {
  readonly serial: string;
  readonly kind: 'security-key' | 'virtual' | 'hardware-token' | 'other';
}
