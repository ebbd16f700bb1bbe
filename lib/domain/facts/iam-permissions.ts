import type { Escalation, Tampering } from '../policy/escalation.ts';
import type { Administrator } from '../policy/escalation-principal.ts';

export interface IamPermissionsFacts {
  'AWS::::Account': AccountAdministrators;
  'AWS::IAM::Role': RolePower;
  'AWS::IAM::User': UserPower;
}

export interface AccountAdministrators {
  /** Users and roles that are administrators, named as in their ARNs (`role/Admin`), sorted. */
  readonly administrators: readonly string[];
}

/** How far the permissions of a user or role go, judged with boundaries, groups and service control policies. */
export interface Power {
  /** Null: it is none. */
  readonly administrator: Administrator | null;
  /** In the order of the catalogue; none of an administrator, who needs no way to more. */
  readonly escalations: readonly Escalation[];
  /** None of an administrator, whose power is over everything. */
  readonly tampering: readonly Tampering[];
}

export interface RolePower extends Power {
  /** Whether the role is an AWS service's own, whose permissions that service decides. */
  readonly serviceLinked: boolean;
}

export interface UserPower extends Power {
  readonly signIn: SignIn;
}

/** With what a user can act, by the credential report. */
export interface SignIn {
  readonly mfa: boolean;
  readonly password: boolean;
  readonly accessKeys: number;
}
