import { type PolicyDocument, parsePolicy } from '../domain/policy/document.ts';
import { ageInDays, defineCollector, listed, required } from './collector.ts';
import { attachedPolicies, everyRole, inlinePolicies, type ListedRole } from './iam-details.ts';
import { tagsOf } from './tags.ts';

const trustPolicy = ({ role }: ListedRole): PolicyDocument =>
  parsePolicy(required(role.AssumeRolePolicyDocument, 'AssumeRolePolicyDocument'));

/** Whom the statements let in, each once; whoever is not named is "everyone but". */
const trusted = ({ statements }: PolicyDocument): readonly string[] => {
  const named = (kind: string, principals: Readonly<Record<string, readonly string[]>>) =>
    Object.entries(principals).flatMap(([type, ids]) => ids.map((id) => `${kind}${type} ${id}`));
  const all = statements
    .filter(({ effect }) => effect === 'Allow')
    .flatMap(({ principals, notPrincipals }) => [
      ...named('', principals),
      ...named('everyone but ', notPrincipals),
    ]);
  return [...new Set(all)].sort();
};

/** Every role of the account, those of AWS services included. */
export const role = defineCollector(
  {
    type: 'AWS::IAM::Role',
    service: 'iam',
    where: 'global',
    list: everyRole,
  },
  {
    path: listed(({ role }) => required(role.Path, 'Path')),
    ageDays: listed(({ role }, aws) => ageInDays(aws, required(role.CreateDate, 'CreateDate'))),
    tags: listed(({ role }) => tagsOf(role.Tags)),
    inlinePolicies: listed(({ role }) => inlinePolicies(role.RolePolicyList)),
    attachedPolicies: listed(({ role }) => attachedPolicies(role.AttachedManagedPolicies)),
    trustPolicy: listed(trustPolicy),
    trusted: listed((resource) => trusted(trustPolicy(resource))),
    lastUse: listed(({ role }, aws) => {
      const { LastUsedDate, Region } = required(role.RoleLastUsed, 'RoleLastUsed');
      if (!LastUsedDate) return null;
      return {
        unusedDays: ageInDays(aws, LastUsedDate),
        region: Region ?? null,
      };
    }),
  },
);
