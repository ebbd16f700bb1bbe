import type { PolicyDocument } from '../policy/document.ts';

export interface IamFacts {
  'AWS::::Account': IamAccount;
  'AWS::IAM::ManagedPolicy': ManagedPolicy;
  'AWS::IAM::Policy': InlinePolicy;
  'AWS::IAM::Role': Role;
  'AWS::IAM::User': User;
}

/** What IAM keeps about the account as a whole. */
export interface IamAccount {
  readonly rootUser: RootUser;
  /** Serial numbers (ARNs) of the virtual MFA devices that the root user has. */
  readonly rootVirtualMfaDevices: readonly string[];
  /** Null when the account has no policy of its own, so that AWS's default holds. */
  readonly passwordPolicy: PasswordPolicy | null;
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

/** A customer-managed policy in its default version, the one in force. */
export interface ManagedPolicy {
  readonly document: PolicyDocument;
  /** Users, groups and roles to which it grants. */
  readonly attachments: number;
}

/**
 * A policy inside one user, group or role. AWS gives it no ARN: it is named by the ARN of its holder, `#inline/` and
 * its own name. No IAM name has a `#`.
 */
export interface InlinePolicy {
  readonly holder: string;
  readonly document: PolicyDocument;
}

export interface Role {
  /** `/aws-service-role/...` for the roles that AWS services own. */
  readonly path: string;
  readonly trustPolicy: PolicyDocument;
}

/**
 * An IAM user. What passwords and keys do is known from the credential report, which is up to four hours old.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_getting-report.html
 */
export interface User {
  /** The password for the console. Null: there is none. */
  readonly password: Usage | null;
  readonly mfaActive: boolean;
  /** Active keys, by their number in the report. */
  readonly accessKeys: readonly (Usage & { readonly number: 1 | 2 })[];
  readonly mfaDevices: readonly MfaDevice[];
  readonly inlinePolicies: readonly string[];
  /** ARNs. */
  readonly attachedPolicies: readonly string[];
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
