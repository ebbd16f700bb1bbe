import { parsePolicy } from '../domain/policy/document.ts';
import { trusts } from '../domain/policy/trust.ts';
import { defineCollector, listed, required } from './collector.ts';
import { everyRole } from './iam-details.ts';

/**
 * The paths that are AWS's alone, with who keeps the roles there.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html
 */
const KEEPERS = [
  ['/aws-service-role/', 'an AWS service'],
  ['/aws-reserved/sso.amazonaws.com/', 'IAM Identity Center'],
] as const;

/** Every role of the account with whom it lets in, as the account stands in its Organization. */
export const roleTrust = defineCollector(
  {
    type: 'AWS::IAM::Role',
    service: 'iam',
    where: 'global',
    list: everyRole,
  },
  {
    roleName: listed(({ role }) => required(role.RoleName, 'RoleName')),
    keeper: listed(({ role }) => {
      const path = required(role.Path, 'Path');
      return KEEPERS.find(([reserved]) => path.startsWith(reserved))?.[1] ?? null;
    }),
    trusts: listed(({ role }, { account, surroundings: { organization, accounts } }) =>
      trusts(parsePolicy(required(role.AssumeRolePolicyDocument, 'AssumeRolePolicyDocument')), {
        account,
        organization,
        accounts,
      }),
    ),
    alone: listed((_, { surroundings }) => surroundings.organization === null),
  },
);
