import type { AttachedPermissionsBoundary, AttachedPolicy, PolicyDetail } from '@aws-sdk/client-iam';
import type { Policy } from '../domain/facts/iam.ts';
import { broadGrants } from '../domain/policy/broad.ts';
import { type PolicyDocument, parsePolicy } from '../domain/policy/document.ts';
import { defineCollector, listed, type Reader, required } from './collector.ts';
import { details, getAuthorizationDetails, isOfAws } from './iam-details.ts';

/** A policy as the listing has it; its document is yet to be parsed. */
interface ListedPolicy extends Pick<Policy, 'kind' | 'holders' | 'boundaryOf'> {
  readonly arn: string;
  readonly text: string | undefined;
}

interface Holder {
  readonly arn: string;
  readonly inline: readonly PolicyDetail[];
  readonly attached: readonly AttachedPolicy[];
  readonly boundary?: AttachedPermissionsBoundary | undefined;
}

/** Users, groups and roles with their policies; not the roles of AWS services, whose policies nobody else decides. */
const readHolders = async (aws: Reader): Promise<readonly Holder[]> => [
  ...(await details(aws, 'UserDetailList')).map((user) => ({
    arn: required(user.Arn, 'Arn'),
    inline: user.UserPolicyList ?? [],
    attached: user.AttachedManagedPolicies ?? [],
    boundary: user.PermissionsBoundary,
  })),
  ...(await details(aws, 'GroupDetailList')).map((group) => ({
    arn: required(group.Arn, 'Arn'),
    inline: group.GroupPolicyList ?? [],
    attached: group.AttachedManagedPolicies ?? [],
  })),
  ...(await details(aws, 'RoleDetailList'))
    .filter(({ Path }) => !required(Path, 'Path').startsWith('/aws-service-role/'))
    .map((role) => ({
      arn: required(role.Arn, 'Arn'),
      inline: role.RolePolicyList ?? [],
      attached: role.AttachedManagedPolicies ?? [],
      boundary: role.PermissionsBoundary,
    })),
];

const readPolicies = async (aws: Reader): Promise<readonly ListedPolicy[]> => {
  const holders = await readHolders(aws);
  const holdersOf = new Map<string, string[]>();
  for (const { arn, attached } of holders) {
    for (const { PolicyArn } of attached) {
      const policy = required(PolicyArn, 'PolicyArn');
      const known = holdersOf.get(policy);
      if (known) known.push(arn);
      else holdersOf.set(policy, [arn]);
    }
  }
  const described = new Map(
    (await details(aws, 'Policies')).map((policy) => [required(policy.Arn, 'Arn'), policy] as const),
  );
  // What is attached and yet not described is there all the same, its document unseen.
  const managed = [...new Set([...described.keys(), ...holdersOf.keys()])].map(
    (arn): ListedPolicy => ({
      arn,
      kind: isOfAws(arn) ? 'aws-managed' : 'customer-managed',
      holders: (holdersOf.get(arn) ?? []).sort(),
      boundaryOf: holders.filter(({ boundary }) => boundary?.PermissionsBoundaryArn === arn).length,
      text: described.get(arn)?.PolicyVersionList?.find(({ IsDefaultVersion }) => IsDefaultVersion)?.Document,
    }),
  );
  return [
    ...managed.filter(({ kind, holders }) => kind === 'customer-managed' || holders.length > 0),
    ...holders.flatMap(({ arn, inline }) =>
      inline.map(
        ({ PolicyName, PolicyDocument }): ListedPolicy => ({
          arn: `${arn}#inline/${required(PolicyName, 'PolicyName')}`,
          kind: 'inline',
          holders: [arn],
          boundaryOf: 0,
          text: PolicyDocument,
        }),
      ),
    ),
  ];
};

const documentOf = ({ text }: ListedPolicy): PolicyDocument =>
  parsePolicy(required(text, 'the document of the policy in force'));

/** Whether a policy lets its holders open support cases by naming that service, not only because it allows everything. */
const opensSupportCases = (document: PolicyDocument): boolean =>
  broadGrants(document, ['support:CreateCase']).some(({ statement }) =>
    statement.actions.some((action) => /^support:/i.test(action)),
  );

/** The account, as far as its policies tell of it. */
export const accountPolicies = defineCollector(
  {
    type: 'AWS::::Account',
    service: 'iam',
    where: 'global',
    list: { uses: [], read: (aws: Reader) => [{ arn: `arn:${aws.partition}:iam::${aws.account}:root` }] },
  },
  {
    supportCaseOpeners: {
      uses: [getAuthorizationDetails],
      read: async (aws) => {
        const users = (await details(aws, 'UserDetailList')).flatMap(({ GroupList }) => GroupList ?? []);
        const empty = (await details(aws, 'GroupDetailList'))
          .filter(({ GroupName }) => !users.includes(required(GroupName, 'GroupName')))
          .map(({ Arn }) => required(Arn, 'Arn'));
        const openers = (await readPolicies(aws))
          .filter((policy) => policy.holders.length > 0 && opensSupportCases(documentOf(policy)))
          .flatMap(({ holders }) => holders);
        return [...new Set(openers)].filter((holder) => !empty.includes(holder)).sort();
      },
    },
  },
);

/** Every policy that the customer wrote or attached. */
export const policy = defineCollector(
  {
    type: 'AWS::IAM::Policy',
    service: 'iam',
    where: 'global',
    list: { uses: [getAuthorizationDetails], read: readPolicies },
  },
  {
    kind: listed(({ kind }) => kind),
    holders: listed(({ holders }) => holders),
    boundaryOf: listed(({ boundaryOf }) => boundaryOf),
    document: listed(documentOf),
  },
);
