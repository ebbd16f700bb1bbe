import { describe, expect, test } from '@jest/globals';
import type { Facts } from '#lib/domain/facts/index.ts';
import { parsePolicy } from '#lib/domain/policy/document.ts';
import { escalations, tampering } from '#lib/domain/policy/escalation.ts';
import { principal } from '#lib/domain/policy/escalation-principal.ts';
import type { NamedPolicy } from '#lib/domain/policy/permissions.ts';
import { trusts } from '#lib/domain/policy/trust.ts';
import { RULES } from '../../rules/index.ts';
import {
  ARCHIVED,
  FULL,
  type LiteralResource,
  resourcesOf,
  templates,
} from '../../test/support/deployment.ts';

const ACCOUNT = '111122223333';
const HOME = {
  account: ACCOUNT,
  organization: FULL.organizationId,
  accounts: [ACCOUNT, ARCHIVED.archiveAccount],
};

const all = (type: string): readonly LiteralResource[] => {
  const { archive, record, audit, memberAccess } = templates(ARCHIVED);
  return [archive, record, audit, memberAccess].flatMap((template) =>
    template ? resourcesOf(template, type) : [],
  );
};
/** The account that a parameter of the member's template names is the audit account. */
const document = (value: unknown) => parsePolicy(JSON.stringify(value).replaceAll('AuditAccountId', ACCOUNT));

const ROLES = all('AWS::IAM::Role');
const POLICIES = [
  ...all('AWS::IAM::ManagedPolicy').map((policy) => ({ ...policy, kind: 'customer-managed' as const })),
  ...all('AWS::IAM::Policy').map((policy) => ({ ...policy, kind: 'inline' as const })),
].map(({ id, kind, Properties: { PolicyDocument, Roles = [] } }) => ({
  id,
  kind,
  holders: Roles as readonly string[],
  document: document(PolicyDocument),
}));

/** What the collectors of IAM would read of a policy of ours. */
const policyFacts = ({ id: _, ...facts }: (typeof POLICIES)[number]): Partial<Facts['AWS::IAM::Policy']> => ({
  ...facts,
  boundaryOf: 0,
});

/** The same of a role. */
function roleFacts({ id, Properties }: LiteralResource): Partial<Facts['AWS::IAM::Role']> {
  const { RoleName = id, AssumeRolePolicyDocument, Policies = [] } = Properties;
  const own = (Policies as readonly { PolicyName: string; PolicyDocument: unknown }[]).map(
    ({ PolicyName, PolicyDocument }): NamedPolicy => ({
      name: PolicyName,
      document: document(PolicyDocument),
    }),
  );
  const attached = POLICIES.filter(({ holders }) => holders.includes(id)).map(
    (policy): NamedPolicy => ({ name: policy.id, document: policy.document }),
  );
  const trustPolicy = document(AssumeRolePolicyDocument);
  const self = principal(
    { identity: [...own, ...attached], boundary: null, guardrails: [] },
    `arn:aws:iam::${ACCOUNT}:role/${RoleName}`,
  );
  return {
    path: '/',
    roleName: String(RoleName),
    keeper: null,
    alone: false,
    trustPolicy,
    trusts: trusts(trustPolicy, HOME),
    serviceLinked: false,
    administrator: self.administrator,
    escalations: escalations(self),
    tampering: tampering(self, ['scanner', 'evidence', 'record', 'membership']),
  };
}

/** The auditor is from outside by nature, and named in the settings. */
const APPROVED = { approvedAccounts: [FULL.auditor.split(':')[4]] };

/** Rules on a type that ask for nothing but what a template tells. */
const askingFor = (type: string, facts: object) =>
  RULES.filter(({ resource, reads }) => resource === type && reads.every((name) => name in facts));

const failures = <T extends { readonly id: string }>(
  type: string,
  ours: readonly T[],
  read: (one: T) => object,
) =>
  ours.flatMap((one) => {
    const facts = read(one);
    return askingFor(type, facts).flatMap(({ id, check, parameters }) => {
      const { verdict, reason } = check(facts as never, { ...parameters, ...APPROVED } as never);
      return verdict === 'FAIL' ? [`${id}: ${one.id}: ${reason}`] : [];
    });
  });

describe("Vouch passes Vouch's rules of access", () => {
  test('every policy of ours', () => {
    expect(POLICIES.length).toBeGreaterThan(5);
    expect(askingFor('AWS::IAM::Policy', policyFacts(POLICIES[0] as never)).length).toBeGreaterThan(8);
    expect(failures('AWS::IAM::Policy', POLICIES, policyFacts)).toEqual([]);
  });

  test('every role of ours: whom it trusts, and how far its permissions go', () => {
    expect(ROLES.length).toBeGreaterThan(7);
    expect(askingFor('AWS::IAM::Role', roleFacts(ROLES[0] as never)).length).toBeGreaterThan(7);
    expect(failures('AWS::IAM::Role', ROLES, roleFacts)).toEqual([]);
  });
});
