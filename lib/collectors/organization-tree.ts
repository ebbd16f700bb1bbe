import {
  DescribePolicyCommand,
  OrganizationsClient,
  paginateListAccountsForParent,
  paginateListOrganizationalUnitsForParent,
  paginateListPolicies,
  paginateListRoots,
  paginateListTargetsForPolicy,
} from '@aws-sdk/client-organizations';
import type { Guardrails, OrganizationUnit, UnitPolicy } from '../domain/facts/organizations.ts';
import { deniedAuditActions, guardedRoles } from '../domain/guardrails.ts';
import { parsePolicy } from '../domain/policy/document.ts';
import { administratorStatements } from '../domain/policy/public.ts';
import { type FactReader, type Reader, required } from './collector.ts';
import { operation, paged } from './operation.ts';
import { describeOrganization } from './organization-itself.ts';

const listRoots = paged(
  'organizations:ListRoots',
  OrganizationsClient,
  paginateListRoots,
  (page) => page.Roots,
);
const listUnits = paged(
  'organizations:ListOrganizationalUnitsForParent',
  OrganizationsClient,
  paginateListOrganizationalUnitsForParent,
  (page) => page.OrganizationalUnits,
);
const listAccounts = paged(
  'organizations:ListAccountsForParent',
  OrganizationsClient,
  paginateListAccountsForParent,
  (page) => page.Accounts,
);
const listPolicies = paged(
  'organizations:ListPolicies',
  OrganizationsClient,
  paginateListPolicies,
  (page) => page.Policies,
);
const listTargets = paged(
  'organizations:ListTargetsForPolicy',
  OrganizationsClient,
  paginateListTargetsForPolicy,
  (page) => page.Targets,
);
const describePolicy = operation('organizations:DescribePolicy', OrganizationsClient, DescribePolicyCommand);

type PolicyKind = 'SERVICE_CONTROL_POLICY' | 'RESOURCE_CONTROL_POLICY';

const byName =
  <T>(name: (item: T) => string) =>
  (a: T, b: T) =>
    name(a) < name(b) ? -1 : 1;

type Attached = ReadonlyMap<string, readonly UnitPolicy[]>;

/** The policies of a kind by the id of what they are attached to. */
async function attachedPolicies(aws: Reader, Filter: PolicyKind): Promise<Attached> {
  const attached = new Map<string, UnitPolicy[]>();
  const policies = await aws(listPolicies, { Filter });
  await Promise.all(
    policies.map(async ({ Id, Name }) => {
      const PolicyId = required(Id, 'Id');
      const [{ Policy }, targets] = await Promise.all([
        aws(describePolicy, { PolicyId }),
        aws(listTargets, { PolicyId }),
      ]);
      const document = parsePolicy(required(Policy?.Content, 'Content'));
      const policy = {
        name: required(Name, 'Name'),
        denies: document.statements.some(({ effect }) => effect === 'Deny'),
        allowsEverything: administratorStatements(document).length > 0,
        deniesAudit: deniedAuditActions(document, aws.partition),
        guardsRoles: guardedRoles(document),
      };
      for (const { TargetId } of targets) {
        const target = required(TargetId, 'TargetId');
        attached.set(target, [...(attached.get(target) ?? []), policy]);
      }
    }),
  );
  return attached;
}

/** A unit and all units below it. */
async function tree(
  aws: Reader,
  unit: Pick<OrganizationUnit, 'id' | 'path' | 'above'>,
  management: string,
  attached: Attached,
): Promise<readonly OrganizationUnit[]> {
  const [accounts, children] = await Promise.all([
    aws(listAccounts, { ParentId: unit.id }),
    aws(listUnits, { ParentId: unit.id }),
  ]);
  const below = children.map(({ Id, Name }) => {
    const child = {
      id: required(Id, 'Id'),
      path: `${unit.path}/${required(Name, 'Name')}`,
      above: [...unit.above, unit.id],
    };
    return tree(aws, child, management, attached);
  });
  const active = accounts.filter(
    ({ Id, State, Status }) => Id !== management && (State ?? Status) === 'ACTIVE',
  );
  const policies = [...(attached.get(unit.id) ?? [])].sort(byName(({ name }) => name));
  return [{ ...unit, accounts: active.length, policies }, ...(await Promise.all(below)).flat()];
}

/** The tree of the Organization with its policies of one kind. A kind that is not enabled costs no request. */
export const guardrails = (kind: PolicyKind) =>
  ({
    uses: [
      describeOrganization,
      listRoots,
      listUnits,
      listAccounts,
      listPolicies,
      listTargets,
      describePolicy,
    ],
    read: async (aws): Promise<Guardrails> => {
      const described = await aws(describeOrganization, {});
      const management = required(described?.Organization?.MasterAccountId, 'MasterAccountId');
      const [found] = await aws(listRoots, {});
      const root = required(found, 'Roots');
      const enabled = required(root.PolicyTypes, 'PolicyTypes').some(
        ({ Type, Status }) => Type === kind && Status === 'ENABLED',
      );
      const attached: Attached = enabled ? await attachedPolicies(aws, kind) : new Map();
      const top = { id: required(root.Id, 'Id'), path: required(root.Name, 'Name'), above: [] };
      const units = await tree(aws, top, management, attached);
      return { enabled, units: [...units].sort(byName(({ path }) => path)) };
    },
  }) satisfies FactReader<never, Guardrails>;
