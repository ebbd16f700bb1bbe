import type { Access } from './facts/identitystore.ts';
import type { PolicyDocument } from './policy/document.ts';
import { administratorStatements } from './policy/public.ts';

/**
 * AWS's own policies that allow everything, or to give oneself everything.
 * https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html
 */
const ADMINISTRATION = /^arn:[^:]+:iam::aws:policy\/(?:AdministratorAccess|IAMFullAccess)$/;

/**
 * Whether the policies of a permission set make an administrator of whom it is assigned to.
 * @returns null when only the policies of that name in each account can tell
 */
export function administers({
  managed,
  customerManaged,
  inline,
}: {
  readonly managed: readonly string[];
  readonly customerManaged: readonly string[];
  readonly inline: PolicyDocument | null;
}): boolean | null {
  if (managed.some((arn) => ADMINISTRATION.test(arn))) return true;
  if (inline && administratorStatements(inline).length > 0) return true;
  return customerManaged.length > 0 ? null : false;
}

/** How people are told whether a permission set makes an administrator. */
export const administrationTold = (administrator: boolean | null): string =>
  administrator === null
    ? 'policies in the account decide whether administrator'
    : administrator
      ? 'administrator'
      : 'not administrator';

/** What a principal has, for a reviewer to read: `Admins (administrator) in 3 accounts through group Platform`. */
export const accessTold = (access: readonly Access[]): string =>
  access
    .map(({ permissionSet, administrator, through, accounts }) => {
      const where = accounts.length === 1 ? accounts[0] : `${accounts.length} accounts`;
      const way = through === null ? '' : ` through group ${through}`;
      return `${permissionSet} (${administrationTold(administrator)}) in ${where}${way}`;
    })
    .join(', ') || 'no access to any account';
